import { timingSafeEqual } from 'node:crypto';
import { type Instant, millisecondsOf } from '../base/index.ts';

/** When a form's page was made, and a random number of its own: `time.nonce.mac`. Nothing in it is about the visitor. */
export type FormToken = { madeAt: number; nonce: Buffer };

/** How long a page may stand open, in milliseconds: a day. */
const OPEN_FOR = 24 * 60 * 60 * 1_000;

export function writeToken(
  point: string,
  now: Instant,
  nonce: Buffer,
  mac: (text: string) => Buffer,
): string {
  const said = `${millisecondsOf(now).toString(36)}.${nonce.toString('base64url')}`;
  return `${said}.${mac(`${point}.${said}`).toString('base64url')}`;
}

/** Null for what we did not make for this form. `macs`: under every version of the key. */
export function readToken(point: string, token: string, macs: (text: string) => Buffer[]): FormToken | null {
  const [time = '', nonce = '', mac = ''] = token.split('.');
  const given = Buffer.from(mac, 'base64url');
  const genuine =
    token.length < 300 &&
    macs(`${point}.${time}.${nonce}`).some(
      (made) => made.length === given.length && timingSafeEqual(made, given),
    );
  return genuine ? { madeAt: Number.parseInt(time, 36), nonce: Buffer.from(nonce, 'base64url') } : null;
}

/**
 * Whether a person can have filled it in: nobody reads and types in less than `leastSeconds`, which a program does. A page
 * that stood open for a day is loaded anew. No puzzle, no script, nobody else is asked.
 */
export function looksHurried(
  token: FormToken | null,
  now: Instant,
  leastSeconds: number,
): 'too-fast' | 'too-old' | null {
  if (leastSeconds === 0) return null;
  if (!token) return 'too-fast';
  const age = millisecondsOf(now) - token.madeAt;
  if (age > OPEN_FOR) return 'too-old';
  return age < leastSeconds * 1_000 ? 'too-fast' : null;
}
