import { expect, test } from 'vitest';
import { decoded, fieldsOf, recordsOf, shapeOf, withVerdict } from '../screen-csv.rules.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const recordsIn = async (text: string, size = 7): Promise<string[]> => {
  const found: string[] = [];
  for await (const { records } of recordsOf(inPieces(text, size), true)) found.push(...records);
  return found;
};

test('records are the same however the bytes come in pieces, and a quoted field may hold line ends', async () => {
  const text =
    'name,email\r\n"Ada\r\nthe ""first""",a@b.example\r\n\r\nO"Brien,c@d.example\nlast,e@f.example';
  const whole = await recordsIn(text, 10_000);

  expect(whole).toEqual([
    'name,email',
    '"Ada\r\nthe ""first""",a@b.example',
    'O"Brien,c@d.example',
    'last,e@f.example',
  ]);
  for (const size of [1, 2, 3, 5, 11]) expect(await recordsIn(text, size)).toEqual(whole);
  expect(fieldsOf(whole[1] ?? '', ',')).toEqual(['Ada\r\nthe "first"', 'a@b.example']);
});

test('a quote that nobody closes is refused before the whole list is in memory', () =>
  expect(recordsIn(`email\n"a@b.example\n${'x\n'.repeat(700_000)}`, 65_536)).rejects.toMatchObject({
    code: 'screen.unclosed-quote',
  }));

test('the column with the addresses is found by its name, by its contents, or as it is told', () => {
  const at = (first: string, column?: string) => shapeOf(first, '\n', 'email', column).at;

  expect(at('id;Name;E-Mail')).toBe(2);
  expect(at('\u00ef\u00bb\u00bfEmail\tcity')).toBe(0);
  expect(at('work email,email')).toBe(1);
  expect(at('17,ada@people.example,Leeds')).toBe(1);
  expect(shapeOf('17,ada@people.example,Leeds', '\n', 'email', undefined).header).toBeNull();
  expect(at('a,b,c', '3')).toBe(2);
  expect(at('a,Contact,c', 'contact')).toBe(1);
  for (const column of [undefined, '4', 'nothing'])
    expect(() => at('a,b,c', column)).toThrow(expect.objectContaining({ code: 'screen.no-column' }));
  expect(shapeOf('name;phone', '\n', 'phone', undefined).at).toBe(1);
});

test('an address is read in UTF-8 where it is that, and as Windows writes it where not', () => {
  expect(decoded(Buffer.from('jürgen@müller.example').toString('latin1'))).toBe('jürgen@müller.example');
  expect(decoded('j\u00fcrgen@m\u00fcller.example')).toBe('jürgen@müller.example');
});

test('the verdict stands under its own heading, also after a line that is too short', () => {
  const shape = shapeOf('name,email,city', '\n', 'email', undefined);
  expect(withVerdict('Ada,a@b.example,"Leeds, north"', shape, 'allow', 'send.consent')).toBe(
    'Ada,a@b.example,"Leeds, north",allow,send.consent',
  );
  expect(withVerdict('Ada,a@b.example', shape, 'deny', 'x')).toBe('Ada,a@b.example,,deny,x');
});
