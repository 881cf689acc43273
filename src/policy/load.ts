import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import { type PolicyFiles, readFolder } from './folder.ts';
import { assessmentSchema, policySchema, systemSchema, wordingSchema } from './language/index.ts';
import { languageFinding, shapeFindings } from './language-findings.ts';
import { checkReferences } from './names.ts';
import { type ParsedNotice, parseNotice } from './notice.ts';
import type { Policy } from './policy.ts';
import { parseYaml, type Source } from './source.ts';

/** `files` are the texts that findings are placed in, also of a policy that could not be understood. */
export type Loaded = { policy: Policy | null; findings: Finding[]; files: PolicyFiles };

/** Reads and parses a policy folder. `policy` is null when it can't be understood; `findings` then say why, all at once. */
export function loadPolicy(folder: string): Loaded {
  const { files, problems } = readFolder(folder);
  const findings = problems.map(({ file, message, todo }) =>
    languageFinding('unreadable', { file, line: 1, column: 1 }, message, todo),
  );
  if (findings.length > 0) return { policy: null, findings, files };
  return parsePolicy(files);
}

/** What was parsed lately, by content: the same few versions are read again and again by a server and its proofs. */
const lately = new Map<string, Loaded>();
const LATELY = 16;

/** The same from texts: what a stored version, an editor or a proof has in hand. What comes back is not to be changed. */
export function parsePolicy(files: PolicyFiles): Loaded {
  const hash = hashOf(files);
  const loaded = lately.get(hash) ?? parseFiles(files, hash);
  lately.delete(hash);
  lately.set(hash, loaded);
  for (const [oldest] of lately) {
    if (lately.size <= LATELY) break;
    lately.delete(oldest);
  }
  return loaded;
}

function parseFiles(files: PolicyFiles, hash: string): Loaded {
  const findings: Finding[] = [];
  const sources: Record<string, Source> = {};
  const read = <T>(file: string, text: string, schema: z.ZodType<T>): T | null => {
    const source = parseYaml(file, text);
    sources[file] = source;
    findings.push(
      ...source.errors.map(({ place, message }) =>
        languageFinding('yaml', place, message, 'Mend the YAML at this place.'),
      ),
    );
    if (source.errors.length > 0) return null;
    const parsed = schema.safeParse(source.value, { reportInput: true });
    if (parsed.success) return parsed.data;
    findings.push(...shapeFindings(schema, parsed.error, source));
    return null;
  };
  const folderOf = <T>(prefix: string, schema: z.ZodType<T>): Record<string, T & { body: string }> => {
    const entries: Record<string, T & { body: string }> = {};
    for (const [file, text] of Object.entries(files)) {
      const match = new RegExp(`^${prefix}/([a-z0-9-]+)\\.(yaml|md)$`).exec(file);
      if (!match?.[1]) continue;
      const { front, body } = file.endsWith('.md') ? splitFront(text) : { front: text, body: '' };
      const data = read(file, front, schema);
      if (data) entries[match[1]] = { ...data, body };
    }
    return entries;
  };
  const declarations = read('policy.yaml', files['policy.yaml'] ?? '', policySchema);
  const assessments = folderOf('assessments', assessmentSchema);
  const wording = folderOf('wording', wordingSchema);
  const systems = folderOf('systems', systemSchema);
  const says =
    files['says.yaml'] === undefined ? {} : asSentences(parseYaml('says.yaml', files['says.yaml']).value);
  findings.push(...checkReferences(sources));
  if (!declarations) return { policy: null, findings, files };
  const notice = noticeOf(files['notice.md'] ?? '');
  const policy = {
    ...declarations,
    hash,
    assessments,
    systems,
    wording,
    notice,
    files,
    says,
    sources,
  };
  return {
    policy: findings.some((finding) => finding.severity === 'error') ? null : policy,
    findings,
    files,
  };
}

/** A text is read once while it is under work: what is tried out beside it is nearly always in the declarations. */
const notices = new Map<string, ParsedNotice>();

function noticeOf(text: string): ParsedNotice {
  const notice = notices.get(text) ?? parseNotice('notice.md', text);
  if (notices.size >= LATELY) notices.clear();
  notices.set(text, notice);
  return notice;
}

/** Front matter between `---` lines, then the text. Line numbers of the front matter stay those of the file. */
function splitFront(text: string): { front: string; body: string } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(text);
  return match ? { front: `\n${match[1] ?? ''}`, body: match[2] ?? '' } : { front: '', body: text };
}

const asSentences = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  );

function hashOf(files: PolicyFiles): string {
  const hash = createHash('sha256');
  for (const [file, text] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const canonical = text.replaceAll('\r\n', '\n');
    hash.update(`${file}\n${Buffer.byteLength(canonical)}\n${canonical}\n`);
  }
  return hash.digest('hex');
}
