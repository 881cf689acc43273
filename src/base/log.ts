import { pino } from 'pino';

/**
 * The only fields a log line may carry. Everything else is dropped before it is written: a log is not a place where
 * personal data may live, and nobody can be trusted to remember that at three in the morning.
 */
const ALLOWED = [
  'room',
  'job',
  'route',
  'method',
  'status',
  'milliseconds',
  'code',
  'count',
  'entry',
  'control',
  'promise',
  'port',
  'url',
  'version',
  'stack',
] as const;
type Allowed = (typeof ALLOWED)[number];

export type Log = (event: string, fields?: Partial<Record<Allowed, string | number>>) => void;

/** The line that would be written, without pino's envelope; exported so that a test can look at it. */
export function logLine(event: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  const line: Record<string, unknown> = { event };
  for (const name of ALLOWED) if (fields[name] !== undefined) line[name] = fields[name];
  return line;
}

/** Structured logs on standard error, one JSON object a line. */
export function createLog(level: 'info' | 'warn' | 'silent' = 'info'): Log {
  const out = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  // A stack comes with a fault: that is seen however quiet the rest is.
  return (event, fields) => out[fields?.stack === undefined ? 'info' : 'error'](logLine(event, fields));
}

export const silentLog: Log = () => {};

/** What a log may say of a fault: its code and where it happened, without the message, which may quote personal data. */
export function faultOf(thrown: unknown): { code: string; stack: string } {
  if (!(thrown instanceof Error)) return { code: 'unknown', stack: '' };
  return {
    code: 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name,
    stack: (thrown.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .join('\n'),
  };
}
