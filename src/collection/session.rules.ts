import type { Instant } from '../base/index.ts';

export type Session = {
  person_id: string;
  id: string;
  point: string;
  areas: string[];
  expires_at: Instant;
  closed_at: Instant | null;
};

/** Whether somebody of ours may look at this area now: opened by the client, for it, and for as long. Default: no. */
export function mayLook(
  session: Session | null,
  { area, now }: { area: string; now: Instant },
): 'session.allowed' | 'session.not-opened' | 'session.closed' | 'session.expired' | 'session.outside-scope' {
  if (!session) return 'session.not-opened';
  if (session.closed_at !== null) return 'session.closed';
  if (now >= session.expires_at) return 'session.expired';
  return session.areas.some((opened) => sameArea(opened, area)) ? 'session.allowed' : 'session.outside-scope';
}

const sameArea = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The areas a client typed or ticked, one a line or by commas. */
export const areasIn = (text: string): string[] =>
  [...new Set(text.split(/[\n,;]+/).map((area) => area.trim()))].filter((area) => area !== '').slice(0, 50);
