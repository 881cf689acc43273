import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { Refused } from '../base/index.ts';

/** Where things are. Secrets come by the environment alone, never by a flag that a process list would show. */
export type Config = {
  dataDir: string;
  databaseUrl: string | undefined;
  keysUrl: string | undefined;
  key: string | undefined;
  smtpUrl: string | undefined;
  port: number;
  host: string;
  baseUrl: string;
  /** Public acts (not page views) a minute from one address. */
  publicPerMinute: number;
  /** Calls a minute with one API key, or by one member of staff. */
  apiPerMinute: number;
  /** Whether the worker looks at the addresses of others that the notice relies on. */
  looksAtLinks: boolean;
  /** Addresses and networks of the proxies that say whom they ask for. */
  trustedProxies: string[];
};

export type Flags = { data?: string | undefined; port?: string | undefined; host?: string | undefined };

/** `10.0.0.7`, `fd00::/8`. Everybody is no proxy: such a network would let each visitor say who they are. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  return (
    isIP(address) > 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most))
  );
}

/** The one reader of the environment; all problems at once. Refuses `config.invalid`. */
export function readConfig(env: NodeJS.ProcessEnv, flags: Flags): Config {
  const problems: string[] = [];
  const url = (name: string, protocols: readonly string[]): string | undefined => {
    const value = env[name] || undefined;
    if (value === undefined) return undefined;
    const protocol = URL.canParse(value) ? new URL(value).protocol : '';
    // The value itself may hold a password: it is not repeated.
    if (!protocols.includes(protocol))
      problems.push(`${name} should begin with ${protocols.map((one) => `${one}//`).join(' or ')}`);
    return value;
  };
  const port = Number(flags.port ?? env.PORT ?? 7400);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push(`the port must be a number from 0 to 65535, not "${flags.port ?? env.PORT}"`);
  const publicPerMinute = Number(env.KEPT_PUBLIC_PER_MINUTE ?? 120);
  if (!Number.isInteger(publicPerMinute) || publicPerMinute < 1)
    problems.push('KEPT_PUBLIC_PER_MINUTE should be a whole number from 1');
  const apiPerMinute = Number(env.KEPT_API_PER_MINUTE ?? 6000);
  if (!Number.isInteger(apiPerMinute) || apiPerMinute < 1)
    problems.push('KEPT_API_PER_MINUTE should be a whole number from 1');
  const looks = env.KEPT_LOOK_AT_LINKS ?? 'on';
  if (looks !== 'on' && looks !== 'off') problems.push('KEPT_LOOK_AT_LINKS should be on or off');
  const trustedProxies = (env.KEPT_TRUSTED_PROXY ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  for (const one of trustedProxies)
    if (!isNetwork(one))
      problems.push(
        `KEPT_TRUSTED_PROXY should be addresses or networks of your proxies with commas between, 10.0.0.7 or 10.0.0.0/8, not "${one}"`,
      );
  const host = flags.host ?? '127.0.0.1';
  const config: Config = {
    dataDir: resolve(flags.data ?? 'data'),
    databaseUrl: url('DATABASE_URL', ['postgres:', 'postgresql:']),
    keysUrl: url('KEPT_KEYS_URL', ['postgres:', 'postgresql:']),
    key: env.KEPT_KEY || undefined,
    smtpUrl: url('SMTP_URL', ['smtp:', 'smtps:']),
    port,
    host,
    publicPerMinute,
    apiPerMinute,
    looksAtLinks: looks === 'on',
    trustedProxies,
    baseUrl: (url('KEPT_BASE_URL', ['http:', 'https:']) ?? `http://${host}:${port}`).replace(/\/+$/, ''),
  };
  if (problems.length > 0)
    throw new Refused(
      'config.invalid',
      `Kept cannot start:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
  return config;
}
