-- Which reminders of a request have gone out: once for each offset before the end of its window, and anew when the window is
-- another one. The key is what restarts, several workers and clocks that jump are safe by.
create table request_reminders (
  tenant_id uuid not null,
  request_id uuid not null,
  expires_at timestamptz(3) not null,
  offset_days integer not null,
  created_at timestamptz(3) not null
);
alter table request_reminders add constraint request_reminders_pk primary key (tenant_id, request_id, expires_at, offset_days);
alter table request_reminders add constraint request_reminders_request_fk foreign key (tenant_id, request_id) references meeting_requests (tenant_id, id);

alter table request_reminders enable row level security;
alter table request_reminders force row level security;
create policy tenant_only on request_reminders
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert on request_reminders to halfhour_app;
