import { parseDocument } from 'yaml';

type Files = Readonly<Record<string, string>>;

/** A policy's files with one declaration described differently, as somebody would edit them. */
export function withDeclared(
  files: Files,
  path: readonly [section: string, name: string],
  edit: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const policy = parseDocument(files['policy.yaml'] ?? '');
  for (const [part, value] of Object.entries(edit))
    policy.setIn([...path, part], policy.createNode(JSON.parse(JSON.stringify(value))));
  return { ...files, 'policy.yaml': policy.toString() };
}

/** A policy's files with one line of an assessment's front matter said differently. */
export function withAssessment(
  files: Files,
  name: string,
  part: 'conclusion' | 'approved',
  value: string,
): Record<string, string> {
  const file = `assessments/${name}.md`;
  const [, matter = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(files[file] ?? '') ?? [];
  const lines = matter.split('\n').filter((line) => !line.startsWith(`${part}:`));
  return { ...files, [file]: `---\n${[...lines, `${part}: ${value}`].join('\n')}\n---\n${body}` };
}
