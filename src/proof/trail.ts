import { sayDay } from '../base/index.ts';
import type { Answer, Twin } from '../controls/index.ts';

/** The same twin, telling `note` what goes through its doors: a proof is believed when one can see with what it was tried. */
export function watched(twin: Twin, note: (did: string) => void, where = ''): Twin {
  const tell = (did: string) => note(`${where}${did}`);
  return {
    ...twin,
    async travelTo(day, time) {
      tell(`the clock goes to ${sayDay(day)}${time ? `, ${time}` : ''}`);
      await twin.travelTo(day, time);
    },
    async visit(path) {
      const answer = await twin.visit(path);
      tell(`visit ${short(path)} → ${answer.status}`);
      return answer;
    },
    async submitForm(path, fields) {
      const answer = await twin.submitForm(path, fields);
      tell(`send ${short(path)} ${clip(JSON.stringify(fields), SENT)} → ${answer.status}`);
      return answer;
    },
    async call(method, path, body, headers) {
      const answer = await twin.call(method, path, body, headers);
      const sent = body === undefined ? '' : ` ${clip(JSON.stringify(body), SENT)}`;
      tell(`${method} ${short(path)}${sent} → ${answer.status}${came(answer)}`);
      return answer;
    },
    async receiveMail(mail) {
      tell(`a mail from ${mail.from} to ${mail.to}: “${clip(mail.subject, 80)}”`);
      await twin.receiveMail(mail);
    },
    async editPolicy(edit) {
      tell('the policy is edited and put forward');
      await twin.editPolicy(edit);
    },
    web: {
      ...twin.web,
      shows(address, page) {
        tell(`the web: ${short(address)} ${'fault' in page ? page.fault : `answers ${page.status}`}`);
        twin.web.shows(address, page);
      },
    },
    withPolicy: async (edit) => watched(await twin.withPolicy(edit), note, 'there: '),
    async stateOf(control, path) {
      const state = await twin.stateOf(control, path);
      tell(`the board says of ${control} on ${path}: ${state}`);
      return state;
    },
    async verify() {
      const found = await twin.verify();
      tell(`kept verify: ${found.length === 0 ? 'the ledger is as it was written' : found.join(', ')}`);
      return found;
    },
    async tamper(sql) {
      await twin.tamper(sql);
      tell(`SQL behind the product’s back: ${clip(sql, 120)}`);
    },
    async searchEverywhere(text) {
      const found = await twin.searchEverywhere(text);
      tell(`search every table, log and file for “${clip(text, 60)}”: ${found.join(', ') || 'nowhere'}`);
      return found;
    },
    async keyOf(personId) {
      const key = await twin.keyOf(personId);
      tell(`look in the keystore for the key of one person: ${key}`);
      return key;
    },
  };
}

const SENT = 240;
const CAME = 160;

const came = ({ text, headers }: Answer): string =>
  /json/.test(headers.get('content-type') ?? '') ? ` ${clip(text, CAME)}` : '';

/** Versions and links are 64 characters of chance each; nobody reads them. */
const short = (path: string): string => clip(path.replaceAll(/[0-9a-zA-Z_-]{40,}/g, '…'), 120);

const clip = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
