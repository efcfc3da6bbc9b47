-- Look-ups shared by every campus: no tenant_id, no foreign key to or from a tenant table (docs/decisions).

create extension if not exists fuzzystrmatch;

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

-- The words that titles are made of and how many titles have each, for mending words that no title has. Kept by the import.
create table taxonomy_words (
  kind text not null,
  word text not null,
  uses integer not null
);
alter table taxonomy_words add constraint taxonomy_words_pk primary key (kind, word);
alter table taxonomy_words add constraint taxonomy_words_kind check (kind in ('occupation', 'industry', 'program'));
create index taxonomy_words_word on taxonomy_words using gin (word gin_trgm_ops);

grant select on programs, soc_groups, occupations, occupation_titles, industries, program_occupations, taxonomy_words to halfhour_app;

-- Searches give codes with a rank, the smallest for the best fit: 0 the code itself (or a retired one's successor), 1 the
-- title itself, 2 and 3 a reported and another alternate title itself, 4 the beginning of the code, 5 and 6 that of a
-- title and an alternate title; from 1,000 and 2,000 on all words begin words of a title or an alternate title, the
-- shorter the better. Where nothing fits so, the same from 10,000 on for the search with its words mended; where that
-- does not help either, as when no single title has all the words, from 20,000 on the likeness of titles to them.

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

-- Replaces each word that begins no word of the taxonomy by the nearest one that does: at most two letters wrong, missing,
-- doubled or swapped (one in words of three or four); among equally near ones that which is alike and widely used, so that
-- "operater" is "operator" and not "operated". 40 letters, because levenshtein() refuses words of more than 255.
create function app.mended(taxonomy text, words text) returns text
  language sql stable parallel safe strict
  return (select ' ' || string_agg(coalesce(near.word, given.word), ' ' order by given.place) || ' '
    from regexp_split_to_table(btrim(words), ' ') with ordinality given (word, place)
    left join lateral (
      select w.word from taxonomy_words w
      where w.kind = taxonomy and w.word % given.word and length(given.word) between 3 and 40
        and levenshtein_less_equal(w.word, given.word, 2) <= case when length(given.word) < 5 then 1 else 2 end
        and not exists (select from taxonomy_words k where k.kind = taxonomy and k.word like given.word || '%')
      order by levenshtein(w.word, given.word), similarity(w.word, given.word) + ln(w.uses) / 20 desc, w.word collate "C"
      limit 1) near on true);

-- The codes that fit: those beginning with the code, unless it is null, and those of titles that have all words. A single
-- letter begins too many of the 56,000 alternate titles to be of use, so it is looked for in official ones only.
create function app.match_occupations(given_code text, given_words text) returns table (code text, rank integer)
  language sql stable parallel safe
  as $$
    with given as materialized (select given_words as words, app.word_patterns(given_words) as patterns)
    select m.code, min(m.rank) from (
      select o.code, case when o.code = given_code then 0 else 4 end as rank from occupations o
      where starts_with(o.code, given_code)
      union all
      select o.code, app.title_rank(o.words, g.words, 1, 5, 1000)
      from given g join occupations o on o.words like g.patterns[1] and o.words like all (g.patterns)
      union all
      select t.occupation_code, app.title_rank(t.words, g.words, case when t.is_reported then 2 else 3 end, 6, 2000)
      from given g join occupation_titles t on t.words like g.patterns[1] and t.words like all (g.patterns)
      where length(g.words) > 3
    ) m group by m.code
  $$;

create function app.match_industries(given_code text, given_words text) returns table (code text, rank integer)
  language sql stable parallel safe
  as $$
    with given as materialized (select given_words as words, app.word_patterns(given_words) as patterns)
    select m.code, min(m.rank) from (
      select i.code, case when i.code = given_code then 0 else 4 end as rank from industries i
      where starts_with(i.code, given_code)
      union all
      select i.code, app.title_rank(i.words, g.words, 1, 5, 1000)
      from given g join industries i on i.words like g.patterns[1] and i.words like all (g.patterns)
    ) m group by m.code
  $$;

create function app.match_programs(given_code text, given_words text) returns table (code text, rank integer)
  language sql stable parallel safe
  as $$
    with given as materialized (select given_words as words, app.word_patterns(given_words) as patterns)
    select m.code, min(m.rank) from (
      select coalesce(p.use_instead, p.code) as code, case when p.code = given_code then 0 else 4 end as rank
      from programs p
      where starts_with(p.code, given_code) and (p.use_instead is null or p.code = given_code)
      union all
      select p.code, app.title_rank(p.words, g.words, 1, 5, 1000)
      from given g join programs p on p.words like g.patterns[1] and p.words like all (g.patterns)
      where p.use_instead is null
    ) m group by m.code
  $$;

-- The planner, which sees no search when it plans, would compare all 56,000 alternate titles (0.5 s) for want of faith in
-- the trigram indexes; hence enable_seqscan. Servers before 18 then hold every plan for so dear that they compile it
-- (0.3 s a search); hence jit. Likeness costs more the longer the text, so its first 60 letters have to do.
create function app.search_occupations(search text) returns table (code text, rank integer)
  language sql stable parallel safe strict set enable_seqscan = off set jit = off
  as $$
    with given as materialized (select app.words(search) as words),
    plain as materialized (select m.* from given g, app.match_occupations(search, g.words) m),
    mended as materialized (select app.mended('occupation', words) as words from given where not exists (select from plain)),
    again as materialized (select m.* from mended g, app.match_occupations(null, g.words) m),
    puzzling as materialized (select left(words, 60) as words from mended where not exists (select from again))
    select code, rank from plain
    union all
    select code, rank + 10000 from again
    union all
    select a.code, 30000 - (max(a.likeness) * 10000)::integer from (
      select o.code, word_similarity(g.words, o.words) as likeness from puzzling g join occupations o on g.words <% o.words
      union all
      select t.occupation_code, word_similarity(g.words, t.words)
      from puzzling g join occupation_titles t on g.words <% t.words
    ) a group by a.code
  $$;

create function app.search_industries(search text) returns table (code text, rank integer)
  language sql stable parallel safe strict set enable_seqscan = off set jit = off
  as $$
    with given as materialized (select app.words(search) as words),
    plain as materialized (select m.* from given g, app.match_industries(search, g.words) m),
    mended as materialized (select app.mended('industry', words) as words from given where not exists (select from plain)),
    again as materialized (select m.* from mended g, app.match_industries(null, g.words) m),
    puzzling as materialized (select left(words, 60) as words from mended where not exists (select from again))
    select code, rank from plain
    union all
    select code, rank + 10000 from again
    union all
    select i.code, 30000 - (word_similarity(g.words, i.words) * 10000)::integer
    from puzzling g join industries i on g.words <% i.words
  $$;

create function app.search_programs(search text) returns table (code text, rank integer)
  language sql stable parallel safe strict set enable_seqscan = off set jit = off
  as $$
    with given as materialized (select app.words(search) as words),
    plain as materialized (select m.* from given g, app.match_programs(search, g.words) m),
    mended as materialized (select app.mended('program', words) as words from given where not exists (select from plain)),
    again as materialized (select m.* from mended g, app.match_programs(null, g.words) m),
    puzzling as materialized (select left(words, 60) as words from mended where not exists (select from again))
    select code, rank from plain
    union all
    select code, rank + 10000 from again
    union all
    select p.code, 30000 - (word_similarity(g.words, p.words) * 10000)::integer
    from puzzling g join programs p on g.words <% p.words where p.use_instead is null
  $$;
