-- All that is due to one person, for whoever gets one mail a day.
create index notification_deliveries_due_to on notification_deliveries (tenant_id, recipient_id, due_at, id) where state = 'PENDING';
