/** The sections that say what happens with people's data, and those that say who we are and how we keep it safe. */
export const COMPARED = [
  'purposes',
  'data',
  'people',
  'collection',
  'recipients',
  'retention',
  'rights',
  'prohibitions',
  'decisions',
  'cookies',
  'messages',
  'publications',
  'processing',
  'safeguards',
  'scope',
  'systems',
] as const;
export type Compared = (typeof COMPARED)[number] | 'organisation' | 'incidents';
