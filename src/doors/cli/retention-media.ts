import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { day, isId } from '../../base/index.ts';
import {
  addMedium,
  enterCertificate,
  explainNumber,
  handMedia,
  listDestructions,
  listMedia,
  retire,
} from '../../procedures/index.ts';
import { MEDIUM_KINDS } from '../../retention/index.ts';
import { EXIT, print, printJson } from './command.ts';
import { BY, misuse, type Part } from './retention-options.ts';

/** Disks, tapes and paper: register, retire, hand over, enter the certificate, explain a number; then lists them. */
export const mediaPart: Part = async (house, options, [what = 'list', ...ids]) => {
  const { label, serial = [], kind, rule, to, number, method, document, because = '', medium } = options;
  const on = options.on ? day(options.on) : null;
  const [id = ''] = ids;
  const needsId = ['retire', 'hand-over', 'explain'].includes(what);
  if (needsId && (ids.length === 0 || !ids.every(isId)))
    return misuse(`"kept retention media ${what}" needs an id, as "kept retention media" shows it.`);
  if (what === 'register') {
    const known = MEDIUM_KINDS.find((one) => one === kind);
    const [own] = serial;
    if (!label || !own || !known)
      return misuse(
        `to register: --label <asset number> --serial <number> --kind ${MEDIUM_KINDS.join('|')}.`,
      );
    await addMedium(house, { label, serial: own, kind: known, rule }, BY);
  } else if (what === 'retire') for (const one of ids) await retire(house, one, on, BY);
  else if (what === 'hand-over') {
    if (!to) return misuse('say to whom: --to <recipient>, the destroyer that the rule names.');
    await handMedia(house, { ids, to, on }, BY);
  } else if (what === 'certificate') {
    if (!number || !to || !method || !document || serial.length === 0)
      return misuse(
        'a certificate needs --number, --to <who destroyed it>, --method, --document <file> and --serial for each number on it.',
      );
    if (!existsSync(document)) return misuse(`there is no ${document}.`);
    const hash = createHash('sha256').update(readFileSync(document)).digest('hex');
    const asked = { number, destroyer: to, method, on, document: hash, serials: serial };
    const { unmatched } = await enterCertificate(house, asked, BY);
    if (!options.json && unmatched.length > 0)
      print(`None of ours: ${unmatched.join(', ')}. Say why, or which it is.`);
  } else if (what === 'explain') {
    const [own] = serial;
    if (!own || because.trim().length < 10)
      return misuse(
        'to explain: --serial <number on it> --because "…", and --medium <id> if it is one of ours.',
      );
    await explainNumber(
      house,
      { destruction: id, serial: own, medium: medium ?? null, because: because.trim() },
      BY,
    );
  } else if (what !== 'list')
    return misuse(
      `"kept retention media ${what}" is nothing: list, register, retire, hand-over, certificate, explain.`,
    );
  return list(house, options, []);
};

const list: Part = async (house, options) => {
  const [media, destructions] = [await listMedia(house), await listDestructions(house)];
  if (options.json) {
    printJson({ media, destructions });
    return EXIT.fine;
  }
  for (const one of media)
    print(
      `${one.id}  ${one.label} (${one.kind}, ${one.serial ?? 'no number'}): ${one.state}` +
        `${one.certificate ? ` by certificate ${one.certificate}` : one.due ? `, ${one.late ? 'LATE: was due' : 'due'} ${one.due}` : ''}`,
    );
  for (const { id, number, destroyer, unmatched } of destructions)
    if (unmatched.length > 0)
      print(
        `${id}  certificate ${number} of ${destroyer} names what is none of ours: ${unmatched.join(', ')}`,
      );
  if (media.length === 0) print('No disk, tape or box of paper is registered.');
  return EXIT.fine;
};
