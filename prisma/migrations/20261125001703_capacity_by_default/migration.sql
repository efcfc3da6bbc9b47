-- Who sets no capacity takes as many as the campus's policy says at the time. What stands already stays as their own
-- number: whether it was chosen or copied from the policy is not known, and nobody is to get more asks than they chose.
alter table mentor_profiles alter column capacity drop not null;
