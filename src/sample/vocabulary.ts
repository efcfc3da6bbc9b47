/** Names from many places, accents included, because search and sorting have to live with them. */
export const givenNames =
  `Ada Aisha Alejandro Amara Amélie Anders Anh Anika Ariana Asha Beatriz Benjamin Björn Bongani Camille Carlos
  Chiara Chloé Daniel Daria Deepak Diego Dmitri Ebony Elena Elias Emeka Emily Esther Fatima Femi François Gabriela Grace Hana
  Hassan Hiroshi Ines Ingrid Isabel Ivy Jamal James Jia José Julia Kaito Kavya Keisha Kwame Lan Layla Léa Liam Lina Logan Luca
  Lucía Mae Magda Maja Malik Marcus María Mateo Maya Mei Miguel Mina Naomi Nia Nikhil Noah Noor Olivia Omar Oskar Paola Paul
  Priya Quinn Rafael Renée Rohan Rosa Ruth Sade Samuel Sana Santiago Sara Sofía Søren Tariq Thandiwe Tomás Uma Victor Wei Ximena
  Yara Yusuf Zoë Zuri`.split(/\s+/)

export const familyNames =
  `Abbott Abebe Adeyemi Aguilar Ahmed Álvarez Andersson Bailey Banerjee Becker Bello Bianchi Boateng Brown
  Castillo Chaudhry Chen Choi Clarke Costa Cruz Dang Das Davis Delgado Diallo Dubois Edwards Eriksen Estrada Farah Fernández
  Fischer Flores Foster Gagnon García Ghosh Gómez Gray Gupta Haddad Hansen Hernández Hoang Hughes Hussain Ibarra Ito Jackson
  Jensen Johnson Joshi Kamau Kaplan Kaur Khan Kim Kowalski Kumar Larsen Lee Lévesque Lindqvist López Mahmoud Marino Martínez
  Mbeki Mehta Mendoza Miller Mohamed Molina Morales Müller Muñoz Murphy Mwangi Nakamura Ndiaye Nguyễn Novak Núñez O’Brien Okafor
  Olsen Ortega Osei Owens Park Patel Peña Pérez Peterson Pham Popescu Quintero Ramírez Rao Reyes Rivera Robinson Rossi Ruiz Saleh
  Sánchez Santos Sato Schneider Shah Silva Singh Smith Sørensen Soto Suzuki Tanaka Taylor Thompson Torres Tran Turner Vargas
  Vega Walker Wang Washington Williams Wong Wright Yamamoto Yang Young Zając Zhang Zhou`.split(/\s+/)

/** Cities with their state and zone. */
export const places =
  `Chicago,IL,America/Chicago Minneapolis,MN,America/Chicago Milwaukee,WI,America/Chicago St. Louis,MO,America/Chicago
  Austin,TX,America/Chicago Dallas,TX,America/Chicago New York,NY,America/New_York Boston,MA,America/New_York
  Philadelphia,PA,America/New_York Atlanta,GA,America/New_York Washington,DC,America/New_York Cleveland,OH,America/New_York
  Detroit,MI,America/Detroit Indianapolis,IN,America/Indiana/Indianapolis Denver,CO,America/Denver Phoenix,AZ,America/Phoenix
  Seattle,WA,America/Los_Angeles San Francisco,CA,America/Los_Angeles Los Angeles,CA,America/Los_Angeles
  Portland,OR,America/Los_Angeles Honolulu,HI,Pacific/Honolulu San Juan,PR,America/Puerto_Rico`
    .split(/(?<=\/\w+)\s+/)
    .map((line) => {
      const [city, region, timeZone] = line.trim().split(',') as [string, string, string]
      return { city, region, timeZone }
    })

const employerStems =
  `Alder Arbor Beacon Birch Bluestem Brightwater Cedar Clearfield Copperline Crestview Driftwood Eastgate Elmhurst
  Fairhaven Fernhill Foxglove Granite Greenway Harborview Hawthorn Highland Juniper Kestrel Lantern Larkspur Linden Longmeadow
  Maplewood Meridian Millstone Northstar Oakridge Orchard Pinecrest Prairie Quarry Redwing Ridgeline Riverbend Rosewood Sandhill
  Silverlake Sparrow Stonebridge Summit Sunfield Sycamore Tamarack Thistle Timberline Union Valley Wildwood Willow Windmill`.split(
    /\s+/
  )

// An employer's second word by its NAICS sector: every name is invented, and sounds like its trade.
const employerKinds: Record<string, readonly string[]> = {
  '23': ['Builders', 'Construction'],
  '31-33': ['Manufacturing', 'Instruments', 'Foods'],
  '42': ['Supply', 'Trading'],
  '44-45': ['Stores', 'Market'],
  '48-49': ['Logistics', 'Freight'],
  '51': ['Media', 'Software', 'Networks'],
  '52': ['Bank', 'Capital', 'Mutual'],
  '54': ['Consulting', 'Engineering', 'Partners', 'Research'],
  '61': ['Schools', 'College', 'Academy'],
  '62': ['Health', 'Clinic', 'Hospital'],
  '71': ['Arts', 'Museum'],
  '92': ['County Office', 'Public Agency']
}

/** All invented employers of a sector, the same on every machine. */
export const employersOf = (sector: string): string[] =>
  employerStems.flatMap((stem) => (employerKinds[sector] ?? ['Group', 'Works']).map((kind) => `${stem} ${kind}`))

export const interests = [
  'data for public good',
  'design',
  'early childhood',
  'energy',
  'film',
  'finance',
  'fieldwork',
  'games',
  'health equity',
  'law',
  'machine learning',
  'museums',
  'open source',
  'policy',
  'robotics',
  'sports',
  'sustainability',
  'teaching',
  'urban planning',
  'writing'
]

export const topics = [
  'day to day',
  'first job',
  'career change',
  'graduate school',
  'interviewing',
  'remote work',
  'leading a team',
  'working abroad',
  'resume',
  'negotiation',
  'freelancing',
  'public service',
  'start-ups',
  'research',
  'work and family'
]

export const motivations = [
  'SHARE_INSIGHT',
  'TALK_OF_SUCCESS',
  'PAY_IT_FORWARD',
  'MEET_NEW_PEOPLE',
  'GIVE_BACK',
  'BE_ASKED_AS_EXPERT'
]
export const purposes = [
  'HIDDEN_CAREER_INFO',
  'SKILLS_TO_BREAK_IN',
  'INSIDE_INFO',
  'RESUME_CRITIQUE',
  'TRAINING_FEEDBACK',
  'MORE_NAMES'
]
export const topicKinds = ['POSITION', 'INDUSTRY', 'JOB_AT_COMPANY', 'CAREER_PATH']
export const declineReasons = [
  'NO_TIME',
  'NO_TIME',
  'NOT_MY_FIELD',
  'TOO_MANY_REQUESTS',
  'TIMES_DO_NOT_SUIT',
  'TOO_VAGUE',
  'OTHER'
]
