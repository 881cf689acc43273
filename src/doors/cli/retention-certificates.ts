import { writeFileSync } from 'node:fs';
import { isId } from '../../base/index.ts';
import { signingKeyFor } from '../../evidence/index.ts';
import { certificateOf, listCertificates } from '../../procedures/index.ts';
import { EXIT, print, printJson } from './command.ts';
import { misuse, type Part } from './retention-options.ts';

/** The newest certificates; with an id one of them as a file, and the key that checks it beside it. */
export const certificatesPart: Part = async (house, options, [id]) => {
  if (id === undefined) {
    const found = await listCertificates(house, { before: null, limit: 100 });
    if (options.json) printJson({ certificates: found });
    else if (found.length === 0) print('Nothing has gone yet.');
    for (const { id: one, at, kind, statement } of options.json ? [] : found)
      print(`${one}  ${at}  ${kind}  ${String(statement.rule ?? statement.destroyer ?? '')}`);
    return EXIT.fine;
  }
  if (!isId(id)) return misuse('name a certificate by its id, as "kept retention certificates" shows it.');
  const { file } = await certificateOf(house, id);
  const out = options.out ?? `certificate-${id}.json`;
  const key = signingKeyFor(house.store.db).verifierKey;
  writeFileSync(out, file);
  if (options.json) printJson({ path: out, key });
  else print(`Written: ${out}\nTo check it anywhere: kept verify --certificate ${out} --key "${key}"`);
  return EXIT.fine;
};
