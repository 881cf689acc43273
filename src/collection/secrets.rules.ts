import { maskNumbers } from './financial.rules.ts';

const HIDDEN = '••••••••';
/** Of `password for the VPN: Blue42` the value; where no colon stands, only what looks like one: `my pin is 4471`. */
const SECRET =
  /\b((?:pass(?:word|code|phrase)|passwd|pwd|pin(?:[ -]code)?|(?:api|access|secret)[ _-]key)s?\b(?:[ \t]+[\w-]+){0,3}?[ \t]*(?:[:=][ \t]*\n?[ \t]*|\bis[ \t]+(?=["'“]?\S*[\d!@#$%^&*])))(\S+(?:[ \t]*\/[ \t]*\S+)?)/gi;
const USER_NAME = /\b((?:user|login|account)(?:[ _-]?(?:name|id))?[ \t]*[:=][ \t]*)(?!•)(\S+)/gi;
const IN_ADDRESS = /(:\/\/[^\s:/@]+:)[^\s/@]+(?=@)/g;

/** The text without the passwords that stand in it. A user name alone is no secret; beside a password it goes too. */
export function maskAccess(text: string): string {
  const masked = text.replaceAll(SECRET, `$1${HIDDEN}`).replaceAll(IN_ADDRESS, `$1${HIDDEN}`);
  return masked === text ? text : masked.replaceAll(USER_NAME, `$1${HIDDEN}`);
}

/** The text without card and account numbers and passwords: what people write to us where no form could stop them. */
export const maskSecrets = (text: string): string => maskAccess(maskNumbers(text));
