import type { Day, Instant } from '../base/index.ts';
import type { Scene } from './scene.ts';

/** What came back from a door: the status, the parsed JSON where it is JSON, and the text and the bytes as sent. */
export type Answer = {
  status: number;
  json: Record<string, unknown>;
  text: string;
  bytes: Buffer;
  headers: Headers;
};

/** A mail as it reached the outside world, read from the mail sink. */
export type SentMail = {
  to: string;
  from: string;
  subject: string;
  text: string;
  /** Its page, where it has one. */
  html: string | null;
  headers: Readonly<Record<string, string>>;
  /** The virtual moment it arrived. */
  at: Instant;
};

/**
 * A company of its own to try a promise on: the production code with another database, another clock and a mail sink.
 * Everything goes through the doors that the world uses. Nothing here calls a rule or writes a row.
 */
export type Twin = {
  /** One try of the promise: given, when, then. */
  scene: Scene;
  now(): Instant;
  today(): Day;
  /** Moves the clock and lets the worker do all that falls due on the way, night by night. */
  travelTo(day: Day, time?: string): Promise<void>;

  /** The worker does what waits now: sends the mails, grows the ledger. The clock stays. */
  work(): Promise<void>;

  /** A visitor without a session: pages, forms. Redirects are not followed. */
  visit(path: string): Promise<Answer>;
  submitForm(path: string, fields: Record<string, string | string[]>): Promise<Answer>;
  /** A connected system with an API key that has all scopes. */
  call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** A mail from outside to one of the organisation's addresses. */
  receiveMail(mail: { from: string; to: string; subject: string; text: string }): Promise<void>;
  /** Puts an edited policy into the folder and lets the system notice it, as a deployment does. */
  editPolicy(edit: (files: Record<string, string>) => Record<string, string>): Promise<void>;

  /** Another company of the same kind, with this policy edited from its first day; tells into the same scene. */
  withPolicy(edit: (files: Readonly<Record<string, string>>) => Record<string, string>): Promise<Twin>;

  /**
   * The web as the company sees it: each address answers as the proof says, and shows a page of its own where it says nothing.
   * `fault`: no page comes. `asked`: every address at which somebody looked, oldest first.
   */
  web: {
    shows(
      address: string,
      page: { status: number; text?: string } | { fault: 'unknown-name' | 'certificate' | 'offline' },
    ): void;
    asked(): readonly string[];
  };

  /** What left, oldest first. */
  mails(): Promise<SentMail[]>;
  /** What the board says of a control on a declaration, read from its HTTP door. */
  stateOf(control: string, path: string): Promise<string>;
  /** Read-only SQL, from outside the product. */
  rows<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** What `kept verify` finds in the ledger that is not as it was written: the rows that it names; none where all of it is. */
  verify(): Promise<string[]>;
  /** Somebody who has the password of the database writes into it behind the product's back. */
  tamper(sql: string): Promise<void>;
  /** Every place where something could have been stored: all tables, logs and files of the twin; where `text` is found. */
  searchEverywhere(text: string): Promise<string[]>;
  /** What became of the key under which all that concerns a person is sealed, in the keystore itself. */
  keyOf(personId: string): Promise<'none' | 'there' | 'destroyed'>;
};
