-- What a student adds to the verdict and the sentence, when they like: lists without an identity stay with the outcome, so
-- that a page of outcomes is one reading. Every one of them has a default, because none is ever asked for.
alter table outcomes add column fit_verdicts jsonb not null default '[]';
alter table outcomes add column purposes_met jsonb not null default '[]';
alter table outcomes add column competencies jsonb not null default '[]';
alter table outcomes add column observations jsonb not null default '[]';
alter table outcomes add column has_thanked boolean;
alter table outcomes add column interest_level smallint;
alter table outcomes add column keep_in_mind boolean;
alter table outcomes add column is_keep_in_mind_shared boolean not null default false;
alter table outcomes add constraint outcomes_interest check (interest_level between 1 and 5);
