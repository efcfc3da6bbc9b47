-- What is practised is asked with the same questions as the conversation itself (S#47).
alter table mock_sessions add column question_list_id uuid;
alter table mock_sessions add constraint mock_sessions_question_list_fk foreign key (tenant_id, question_list_id) references question_lists (tenant_id, id);
