-- Look-ups shared by every campus: no tenant_id, no foreign key to or from a tenant table (docs/decisions).

-- A title as searches compare it: folded, its words between single spaces, and nothing in it that LIKE would read as a
-- sign of its own. It is kept in a column, since folding thousands of titles for each search would take longer than the rest.
create function app.words(value text) returns text
  language sql immutable parallel safe strict
  return ' ' || btrim(regexp_replace(app.fold(value), '[^[:alnum:]]+', ' ', 'g')) || ' ';

create table programs (
  code text not null,
  title text not null,
  level smallint not null,
  parent text,
  use_instead text,
  words text not null generated always as (app.words(title)) stored
);
alter table programs add constraint programs_pk primary key (code);
alter table programs add constraint programs_level check (level in (2, 4, 6));
create index programs_words on programs using gin (words gin_trgm_ops);

create table soc_groups (
  code text not null,
  title text not null,
  level text not null,
  parent text
);
alter table soc_groups add constraint soc_groups_pk primary key (code);
alter table soc_groups add constraint soc_groups_level check (level in ('major', 'minor', 'broad', 'detailed'));

create table occupations (
  code text not null,
  title text not null,
  soc_code text not null,
  job_zone smallint,
  description text,
  words text not null generated always as (app.words(title)) stored
);
alter table occupations add constraint occupations_pk primary key (code);
create index occupations_soc on occupations (soc_code);
create index occupations_words on occupations using gin (words gin_trgm_ops);

create table occupation_titles (
  occupation_code text not null,
  title text not null,
  is_reported boolean not null,
  words text not null generated always as (app.words(title)) stored
);
alter table occupation_titles add constraint occupation_titles_pk primary key (occupation_code, title);
create index occupation_titles_words on occupation_titles using gin (words gin_trgm_ops);

create table industries (
  code text not null,
  title text not null,
  level smallint not null,
  parent text,
  words text not null generated always as (app.words(title)) stored
);
alter table industries add constraint industries_pk primary key (code);
alter table industries add constraint industries_level check (level between 2 and 6);
create index industries_words on industries using gin (words gin_trgm_ops);

create table program_occupations (
  program_code text not null,
  soc_code text not null
);
alter table program_occupations add constraint program_occupations_pk primary key (program_code, soc_code);
create index program_occupations_soc on program_occupations (soc_code);

grant select on programs, soc_groups, occupations, occupation_titles, industries, program_occupations to halfhour_app;

-- Searches give codes with a rank, the smallest for the best fit: 0 the code itself (or a retired one's successor), 1 the
-- title itself, 2 and 3 a reported and another alternate title itself, 4 the beginning of the code, 5 and 6 that of a
-- title and an alternate title; from 1,000 and 2,000 on all words begin words of a title or an alternate title, the
-- shorter the better. Where nothing fits so, from 10,000 on, the likeness of the words.

-- The index finds by one word, the longest, and the rows so found are compared with all of them.
create function app.word_patterns(words text) returns text[]
  language sql immutable parallel safe strict
  return (select array_agg('% ' || word || '%' order by length(word) desc, word)
    from regexp_split_to_table(btrim(words), ' ') word where word <> '');

-- Not STRICT, so that the planner takes its body for the call.
create function app.title_rank(words text, search text, itself integer, beginning integer, within integer) returns integer
  language sql immutable parallel safe
  return case when words = search then itself when starts_with(words, rtrim(search)) then beginning
    else within + least(length(words), 999) end;

-- Postgres lets a role that is no superuser set an extension's parameter on a function only when its library is loaded.
select show_limit();

-- At a threshold of 0.45 one wrong, missing or doubled letter in a word is forgiven, and two letters swapped in a longer
-- one; Postgres' own 0.6 loses the latter. Set on the functions, because it makes the trigram index the filter; and the
-- planner, which sees no search when it plans, would otherwise compare all 56,000 alternate titles (0.5 s) for want of faith.
create function app.search_occupations(search text) returns table (code text, rank integer)
  language sql stable parallel safe strict set pg_trgm.word_similarity_threshold = 0.45 set enable_seqscan = off
  as $$
    with given as materialized (select app.words(search) as words, app.word_patterns(app.words(search)) as patterns),
    plain as materialized (
      select o.code, case when o.code = search then 0 else 4 end as rank from occupations o where starts_with(o.code, search)
      union all
      select o.code, app.title_rank(o.words, g.words, 1, 5, 1000)
      from given g join occupations o on o.words like g.patterns[1] and o.words like all (g.patterns)
      union all
      select t.occupation_code, app.title_rank(t.words, g.words, case when t.is_reported then 2 else 3 end, 6, 2000)
      from given g join occupation_titles t on t.words like g.patterns[1] and t.words like all (g.patterns)
    ), puzzling as materialized (select words from given where patterns is not null and not exists (select from plain)),
    alike as (
      select o.code, word_similarity(g.words, o.words) as likeness from puzzling g join occupations o on g.words <% o.words
      union all
      select t.occupation_code, word_similarity(g.words, t.words)
      from puzzling g join occupation_titles t on g.words <% t.words
    )
    select p.code, min(p.rank) from plain p group by p.code
    union all
    select a.code, 20000 - (max(a.likeness) * 10000)::integer from alike a group by a.code
  $$;

create function app.search_industries(search text) returns table (code text, rank integer)
  language sql stable parallel safe strict set pg_trgm.word_similarity_threshold = 0.45 set enable_seqscan = off
  as $$
    with given as materialized (select app.words(search) as words, app.word_patterns(app.words(search)) as patterns),
    plain as materialized (
      select i.code, case when i.code = search then 0 else 4 end as rank from industries i where starts_with(i.code, search)
      union all
      select i.code, app.title_rank(i.words, g.words, 1, 5, 1000)
      from given g join industries i on i.words like g.patterns[1] and i.words like all (g.patterns)
    ), puzzling as materialized (select words from given where patterns is not null and not exists (select from plain))
    select p.code, min(p.rank) from plain p group by p.code
    union all
    select i.code, 20000 - (word_similarity(g.words, i.words) * 10000)::integer
    from puzzling g join industries i on g.words <% i.words
  $$;

create function app.search_programs(search text) returns table (code text, rank integer)
  language sql stable parallel safe strict set pg_trgm.word_similarity_threshold = 0.45 set enable_seqscan = off
  as $$
    with given as materialized (select app.words(search) as words, app.word_patterns(app.words(search)) as patterns),
    plain as materialized (
      select coalesce(p.use_instead, p.code) as code, case when p.code = search then 0 else 4 end as rank from programs p
      where starts_with(p.code, search) and (p.use_instead is null or p.code = search)
      union all
      select p.code, app.title_rank(p.words, g.words, 1, 5, 1000)
      from given g join programs p on p.words like g.patterns[1] and p.words like all (g.patterns)
      where p.use_instead is null
    ), puzzling as materialized (select words from given where patterns is not null and not exists (select from plain))
    select p.code, min(p.rank) from plain p group by p.code
    union all
    select p.code, 20000 - (word_similarity(g.words, p.words) * 10000)::integer
    from puzzling g join programs p on g.words <% p.words where p.use_instead is null
  $$;
