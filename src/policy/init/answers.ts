import type { Day } from '../../base/index.ts';

/** What a small organisation may do with personal data, in the words of the question. */
export const ACTIVITIES = {
  enquiries: 'people ask us something, on our website or by e-mail',
  newsletter: 'we send news to people who asked for it',
  customers: 'people buy from us or are our clients',
  applicants: 'people apply to work for us',
  staff: 'people work for us as our employees',
  statistics: 'we count visits to our website',
} as const;
export type Activity = keyof typeof ACTIVITIES;

/** Whom a small organisation usually has data handled by. */
export const PROCESSOR_JOBS = {
  hosting: 'runs our website',
  mailboxes: 'runs our mailboxes and files',
  mailing: 'sends our newsletter',
  bookkeeping: 'runs our accounts software',
} as const;
export type ProcessorJob = keyof typeof PROCESSOR_JOBS;

export type ProcessorAnswer = {
  job: ProcessorJob;
  name: string;
  /** Two letters, `uk` for the United Kingdom. */
  where: string;
  /** When the data processing agreement was signed; null: there is none yet, and nothing is said to go there. */
  signed: Day | null;
  /** For the United States: when somebody last looked up that they are on the Data Privacy Framework. */
  checked?: Day | null;
};

export type Answers = {
  /** The legal name. */
  name: string;
  /** `uk`, or an EU state like `eu-ie`. */
  jurisdiction: string;
  /** Where in the UK requests are handled: its public holidays move due days. */
  nation?: 'england-and-wales' | 'scotland' | 'northern-ireland';
  /** Where people write about their data. */
  email: string;
  does: readonly Activity[];
  processors: readonly ProcessorAnswer[];
  today: Day;
};
