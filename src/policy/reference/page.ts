import type { policySchema } from '../language/index.ts';
import { BUILT_IN_EVENTS } from '../names.ts';
import { editorSchema, type JsonSchema, type Shape } from './editor-schema.ts';

type Part = keyof typeof policySchema.shape;

/** What each section is for, in the order in which one writes them. */
const SECTIONS_SAID: Readonly<Record<Part, string>> = {
  kept: 'The version of this language.',
  effective: 'The day this version is meant to take effect.',
  organisation: 'Who we are: what every page, letter and register asks for.',
  people:
    'Categories of people. `while` derives membership from relationships, so that nobody keeps it by hand.',
  relationships:
    'What a person is to us from a day until a day. Each gives two events: `<name>-started` and `<name>-ended`.',
  events: 'What happens to a person once, and retention may count from.',
  data: 'Kinds of personal data, and the fields they are made of. Forms take declared fields and refuse all others.',
  purposes: 'Why data is used, each on one lawful basis. A use that names no live purpose is refused.',
  collection: 'Where data comes in.',
  messages: 'What we must send, or may send whatever was opted out of.',
  recipients: 'Who receives data. Anyone who is not here receives nothing.',
  prohibitions: 'What never happens. Each names the act that is refused.',
  retention:
    'How long, from when, then what. A duty is what law orders kept; everything else is a limit that we set.',
  publications:
    'What is published about people, each text and outlet with their own permission, or only figures.',
  decisions: 'Decisions about people, and how much of them a machine makes.',
  processing: 'Work done on a client’s behalf: Art 28.',
  cookies: 'What is stored on devices: with consent, or under a named exemption.',
  rights: 'What people can ask of us, how, and by when they have an answer.',
  safeguards: 'How data is protected, and what shows it.',
  incidents: 'How soon we tell of a breach.',
  attestations: 'What only somebody’s dated word can show.',
  attested:
    'The only promises that may be shown by a signature, each with the reason why nothing else can show it.',
  changes: 'How people hear of a change, and when the policy is looked through again.',
  scope: 'Words with a fixed meaning, and whose policy governs what.',
  links: 'Pages that the notice relies on.',
};

const FILES_SAID: readonly { shape: Exclude<Shape, 'policy'>; heading: string; says: string }[] = [
  {
    shape: 'system',
    heading: '`systems/<name>.yaml`',
    says: 'Where personal data lives. `kept scan` drafts it from a database.',
  },
  {
    shape: 'assessment',
    heading: '`assessments/<name>.md`',
    says: 'Front matter between two lines of `---`; the answers are the text below it.',
  },
  {
    shape: 'wording',
    heading: '`wording/<name>.md`',
    says: 'What people read when we ask or tell them something, in place of the built-in text.',
  },
];

/** The reference of the language, made from its schema: `docs/policy-language.md`. */
export function referencePage(): string {
  const schema = editorSchema();
  const parts = Object.entries(schema.properties ?? {}).map(([name, part]) =>
    sectionPage(name, SECTIONS_SAID[name as Part] ?? '', part),
  );
  const files = FILES_SAID.map(
    ({ shape, heading, says }) => `## ${heading}\n\n${says}\n\n${table(rowsOf(editorSchema(shape)))}`,
  );
  return `${[HEAD, ...parts, EVENTS, ...files, NOTICE].join('\n\n')}\n`;
}

const HEAD = `# The policy language

Made from the schema by \`kept schema --reference\`; do not edit it by hand.

A policy is a folder. \`policy.yaml\` says what the organisation does with personal data, \`notice.md\` says it to people, and
the files beside them hold systems, assessments and wording.

- Names are lower-case words joined by hyphens, and are references everywhere else. One name or several: \`a\` means \`[a]\`.
- Periods are ISO 8601: \`P150D\`, \`P36M\`, \`PT72H\`. Dates are \`2026-11-22\`. Countries are two letters, \`uk\`, or \`eea\`.
- An unknown key is an error with its place and the nearest known one. Nothing in a policy is code.`;

const EVENTS = `## Events that need no declaration

${Object.entries(BUILT_IN_EVENTS)
  .map(([name, says]) => `- \`${name}\`: ${says}`)
  .join('\n')}`;

const NOTICE = `## \`notice.md\`

Markdown with three directives.

| directive | does |
|---|---|
| \`:promise[…]{#WEB-052 by="retention.orders"}\` | a commitment, with an id for life and what keeps it: one or more declarations, \`section.*\` for all of a section |
| \`:::promise{#WEB-061 by="prohibitions.sell" control="gate.prohibit"}\` … \`:::\` | the same for several sentences; \`control\` names the controls, where not all that keep the declaration are meant |
| \`:value{retention.orders.keep}\` | a value drawn from the policy, said as people say it: "7 years" |
| \`:list{recipients}\` | every declaration of a section, one declaration, or the members of a list, with what people must be told of each |`;

type Row = { key: string; takes: string; required: boolean; says: string };

function sectionPage(name: string, says: string, part: JsonSchema): string {
  const entry = typeof part.additionalProperties === 'object' ? part.additionalProperties : null;
  const intro = `## \`${name}\`\n\n${says}`;
  if (!entry) {
    const rows = rowsOf(part);
    return rows.length > 0 ? `${intro}\n\n${table(rows)}` : `${intro} Takes ${takesOf(part)}.`;
  }
  const rows = rowsOf(entry);
  return rows.length > 0
    ? `${intro} Each entry has a name, and under it:\n\n${table(rows)}`
    : `${intro} Each entry has a name, and is ${takesOf(entry)}.`;
}

/** The keys of a block, inner blocks by their path. A block that may also be written short is told by its long form. */
function rowsOf(schema: JsonSchema, path = ''): Row[] {
  const blocks = schema.properties
    ? [schema]
    : flat(schema.anyOf ?? []).filter((option) => option.properties);
  return blocks.flatMap((block) => rowsOfBlock(block, path, blocks.length === 1));
}

/** `alone`: it can be written in no other way, so what it needs is needed. */
function rowsOfBlock(block: JsonSchema, path: string, alone: boolean): Row[] {
  return Object.entries(block.properties ?? {}).flatMap(([key, part]): Row[] => {
    const full = path === '' ? key : `${path}.${key}`;
    const required = alone && block.required?.includes(key) === true && part.default === undefined;
    const inner = part.type === 'array' && part.items?.properties ? part.items : part;
    const row = { key: full, takes: takesOf(part), required, says: part.description ?? '' };
    return [row, ...rowsOf(inner, part.type === 'array' ? `${full}[]` : full)];
  });
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date',
  email: 'an e-mail address',
  uri: 'a link',
};

/** Unions in unions are one choice to a reader. */
const flat = (options: readonly JsonSchema[]): JsonSchema[] =>
  options.flatMap((option) => (option.anyOf ? flat(option.anyOf) : [option]));

/** What can stand there, in a few words. */
function takesOf(schema: JsonSchema): string {
  if (schema['x-refers-to']) return `a name of ${schema['x-refers-to']}`;
  if (schema.anyOf) {
    const options = [...new Set(flat(schema.anyOf).map(takesOf))];
    const [one, many] = options;
    return options.length === 2 && many === `a list of: ${one}`
      ? `${one}, or several`
      : options.join(', or ');
  }
  const otherwise =
    schema.default === undefined || typeof schema.default === 'object'
      ? ''
      : ` (else \`${String(schema.default)}\`)`;
  if (schema.const !== undefined) return `\`${String(schema.const)}\`${otherwise}`;
  if (schema.enum) return `${schema.enum.map((one) => `\`${String(one)}\``).join(', ')}${otherwise}`;
  if (schema.type === 'array') return `a list of: ${takesOf(schema.items ?? {})}`;
  if (schema.type === 'object') return schema.properties ? 'a block' : 'a block of names';
  if (schema.type === 'boolean') return `true or false${otherwise}`;
  if (schema.type === 'integer' || schema.type === 'number') return `a number${otherwise}`;
  if (schema.format && FORMATS[schema.format]) return `${FORMATS[schema.format]}${otherwise}`;
  if (schema.pattern?.startsWith('^P(')) return `a period${otherwise}`;
  if (schema.pattern?.startsWith('^[a-z][a-z0-9]*(-')) return `a name${otherwise}`;
  return schema.type === 'string' ? `text${otherwise}` : 'anything';
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

const table = (rows: readonly Row[]): string =>
  [
    '| key | takes | |',
    '|---|---|---|',
    ...rows.map(
      ({ key, takes, required, says }) =>
        `| \`${key}\`${required ? ' **needed**' : ''} | ${cell(takes)} | ${cell(says)} |`,
    ),
  ].join('\n');
