import { sql } from '../../../src/db/sql.ts'
import type { Campus } from '../../support/campus.ts'

/** The few codes that these tests speak of. Taxonomies belong to no campus. */
export const seedTaxonomy = ({ run }: Campus) =>
  run(
    sql`insert into programs (code, title, level, parent, use_instead) values
      ('11', 'Computer and Information Sciences', 2, null, null), ('11.0701', 'Computer Science', 6, '11', null),
      ('01.1004', 'Viticulture and Enology', 6, null, null), ('01.0309', 'Viticulture (old)', 6, null, '01.1004')
      on conflict do nothing`,
    sql`insert into soc_groups (code, title, level, parent) values
      ('29-1210', 'Physicians', 'broad', '29-1000'), ('29-1221', 'Pediatricians, General', 'detailed', '29-1210')
      on conflict do nothing`,
    sql`insert into occupations (code, title, soc_code, job_zone, description) values
      ('15-1252.00', 'Software Developers', '15-1252', 4, null), ('29-1221.00', 'Pediatricians, General', '29-1221', 5, null)
      on conflict do nothing`,
    sql`insert into industries (code, title, level, parent) values
      ('541511', 'Custom Computer Programming Services', 6, '54151'), ('336411', 'Aircraft Manufacturing', 6, '33641')
      on conflict do nothing`
  )
