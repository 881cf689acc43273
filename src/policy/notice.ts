import type { Nodes, Root } from 'mdast';
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive';
import { toString as textOf } from 'mdast-util-to-string';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Place } from './source.ts';

export type Directive = ContainerDirective | LeafDirective | TextDirective;

/** A promise as the notice writes it, before anything is looked up. */
export type WrittenPromise = {
  id: string;
  /** The declarations it is bound to: `retention.applicants`, `changes`, `recipients.*`. */
  by: string[];
  /** The controls it names; empty: every control that keeps the declarations. */
  control: string[];
  /** The heading it stands under. */
  section: string;
  node: Directive;
  place: Place;
};

export type ParsedNotice = {
  tree: Root;
  promises: WrittenPromise[];
  directives: { node: Directive; place: Place }[];
};

const words = (text: string | null | undefined): string[] =>
  (text ?? '').split(/[\s,]+/).filter((word) => word !== '');

/** Signs of a table, footnote, struck-out text, task or bare address: without one GitHub's additions only cost time. */
const GITHUB = /\|\s*:?-|\[\^|~~|\[[ xX]\]|https?:|www\.|@/;

/** Reads `notice.md`; says nothing of what is wrong with it (the checker does). */
export function parseNotice(file: string, text: string): ParsedNotice {
  const plain = unified().use(remarkParse).use(remarkDirective);
  const tree = (GITHUB.test(text) ? plain.use(remarkGfm) : plain).parse(text);
  const promises: WrittenPromise[] = [];
  const directives: { node: Directive; place: Place }[] = [];
  let section = '';
  const walk = (node: Nodes): void => {
    if (node.type === 'heading') section = plainText(node);
    if (isDirective(node)) {
      const place = { file, line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
      directives.push({ node, place });
      if (node.name === 'promise') {
        const { id, by, control } = node.attributes ?? {};
        promises.push({ id: id ?? '', by: words(by), control: words(control), section, node, place });
      }
    }
    if ('children' in node) for (const child of node.children) walk(child);
  };
  walk(tree);
  return { tree, promises, directives };
}

export const isDirective = (node: Nodes): node is Directive =>
  node.type === 'textDirective' || node.type === 'leafDirective' || node.type === 'containerDirective';

/** The text of a node with directives' labels in it and `:value{…}` left out. */
const plainText = (node: Nodes): string => textOf(node).replace(/\s+/g, ' ').trim();

/** The path that `:value{retention.applicants.keep}` or `:list{recipients}` names. */
export const pathOf = (directive: Directive): string => Object.keys(directive.attributes ?? {})[0] ?? '';

/** A promise's sentence with its values said: what the board shows. */
export function sentenceOf(node: Nodes, say: (path: string) => string): string {
  const parts = (inner: Nodes): string => {
    if (isDirective(inner) && inner.name === 'value') return say(pathOf(inner));
    if (isDirective(inner) && inner.name === 'list') return '';
    if ('children' in inner)
      return inner.children
        .map(parts)
        .join(inner.type === 'list' || inner.type === 'containerDirective' ? ' ' : '');
    return textOf(inner);
  };
  return parts(node).replace(/\s+/g, ' ').trim();
}
