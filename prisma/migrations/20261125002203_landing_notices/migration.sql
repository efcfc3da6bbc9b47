-- The news of a landing is about that landing (S#70).
alter table follow_ups add constraint follow_ups_landing_fk foreign key (tenant_id, landing_id) references landings (tenant_id, id);
