import type { Element, Root as HtmlRoot } from 'hast';
import type { BlockContent, Heading, Link, List, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import rehypeSanitize, { defaultSchema, type Options as Schema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { loneList } from '../check/notice-text.ts';
import { type ListItem, listAt } from '../lists.ts';
import { type Directive, isDirective, pathOf } from '../notice.ts';
import type { Policy } from '../policy.ts';
import { sayValue, valueAt } from '../values.ts';
import { STATE_SAID, type States } from './states.ts';

export type RenderOptions = {
  /** What the facts say of each promise, by id; left out, promises carry their id and link only. */
  states?: States;
  /** What stands before `/promises#ID`: empty for the same site, or `https://privacy.example`. */
  base?: string;
};

export type Contents = { id: string; text: string; depth: number };

/** The notice as parts of a page: no `h1` in the body, for the page has its own. */
export type RenderedNotice = { title: string; bodyHtml: string; contents: Contents[] };

/**
 * Only what a notice needs, with links that lead to pages, mail or telephones. Whatever else a text may hold is shown as
 * text or dropped: a notice is read on the organisation's own site, where a script would be the organisation's.
 */
const SCHEMA: Schema = {
  ...defaultSchema,
  tagNames:
    'h2 h3 h4 h5 h6 p a ul ol li strong em del code pre blockquote br hr table thead tbody tr th td span div sup section'.split(
      ' ',
    ),
  attributes: {
    a: [
      'href',
      'id',
      'rel',
      'ariaDescribedBy',
      'dataFootnoteRef',
      'dataFootnoteBackref',
      'ariaLabel',
      [
        'className',
        'promise-link',
        'promise-state',
        'state',
        'kept',
        'attested',
        'proven',
        'unproven',
        'at-risk',
        'broken',
        'data-footnote-backref',
      ],
    ],
    code: [],
    h2: ['id', ['className', 'sr-only']],
    h3: ['id'],
    h4: ['id'],
    li: ['id'],
    ol: ['start'],
    section: ['dataFootnotes', ['className', 'footnotes']],
    div: ['id', ['className', 'promise']],
    span: ['id', 'ariaHidden', ['className', 'promise', 'hidden', 'shape']],
    ul: [['className', 'listed']],
    th: ['align', 'scope'],
    td: ['align'],
  },
  clobber: [],
  clobberPrefix: '',
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  strip: [],
};

/** Ids that the pages around the notice use themselves. */
const TAKEN = ['main', 'contents', 'in-short', 'versions'];

/** The notice with its values drawn, its lists written out and its promises linked. Same policy, same HTML. */
export function renderNotice(policy: Policy, { states, base = '' }: RenderOptions = {}): RenderedNotice {
  const contents: Contents[] = [];
  const ids = new Set(TAKEN);
  let title = '';

  const heading = (node: Heading): RootContent[] => {
    const label = textOf({ type: 'root', children: inlines(node.children) });
    if (node.depth === 1 && title === '') {
      title = label;
      return [];
    }
    const depth = node.depth === 1 ? 2 : node.depth;
    const id = unique(ids, slugOf(label));
    if (depth === 2 || depth === 3) contents.push({ id, text: label, depth });
    return [{ ...node, depth, children: inlines(node.children), data: { hProperties: { id } } }];
  };

  const link = (id: string): PhrasingContent[] => {
    const state = states?.[id]?.state;
    const said = state ? STATE_SAID[state] : null;
    const label: PhrasingContent[] = said
      ? [
          element('span', { className: ['shape'], ariaHidden: 'true' }, [text(said.shape)]),
          text(` ${said.word}`),
        ]
      : [text(id)];
    const className = state ? ['promise-state', 'state', state] : ['promise-link'];
    const hidden = element('span', { className: ['hidden'] }, [
      text(said ? `: promise ${id}` : ': what keeps this promise'),
    ]);
    return [
      text(' '),
      {
        type: 'link',
        url: `${base}/promises#${encodeURIComponent(id)}`,
        children: [...label, hidden],
        data: { hProperties: { className } },
      },
    ];
  };

  const inlines = (children: readonly PhrasingContent[]): PhrasingContent[] => children.flatMap(inline);

  const inline = (node: PhrasingContent): PhrasingContent[] => {
    if (isDirective(node)) return directive(node);
    if (node.type === 'html') return [text(node.value)];
    if (node.type === 'image' || node.type === 'imageReference') return [text(node.alt ?? '')];
    if (node.type === 'link') return [{ ...node, children: inlines(node.children), data: outward(node.url) }];
    return 'children' in node ? [{ ...node, children: inlines(node.children) } as PhrasingContent] : [node];
  };

  const directive = (node: Directive): PhrasingContent[] => {
    const path = pathOf(node);
    const children = node.children.flatMap((child) =>
      'children' in child || child.type === 'text' ? [child as PhrasingContent] : [],
    );
    if (node.name === 'value') return drawn(sayValue(valueAt(policy, path)));
    if (node.name === 'list') return [text((listAt(policy, path) ?? []).map((item) => item.name).join(', '))];
    if (node.name === 'promise') {
      const id = node.attributes?.id ?? '';
      return [element('span', { className: ['promise'], id }, [...inlines(children), ...link(id)])];
    }
    // What is no directive of ours was meant as text, colon and all.
    return [text(`:${node.name}`), ...inlines(children)];
  };

  const block = (node: RootContent): RootContent[] => {
    const list = loneList(node);
    if (list) return [listNode(listAt(policy, pathOf(list)) ?? [])];
    switch (node.type) {
      case 'heading':
        return heading(node);
      case 'paragraph':
        return [{ ...node, children: inlines(node.children) }];
      case 'html':
        return [{ type: 'paragraph', children: [text(node.value)] }];
      case 'containerDirective': {
        const children = node.children.flatMap(block) as BlockContent[];
        if (node.name !== 'promise') return children;
        const id = node.attributes?.id ?? '';
        return [boxed(id, children, link(id))];
      }
      case 'leafDirective':
        return [{ type: 'paragraph', children: directive(node) }];
      case 'table':
        return [
          {
            ...node,
            children: node.children.map((row) => ({
              ...row,
              children: row.children.map((cell) => ({ ...cell, children: inlines(cell.children) })),
            })),
          },
        ];
      case 'list':
      case 'listItem':
      case 'blockquote':
      case 'footnoteDefinition':
        return [{ ...node, children: node.children.flatMap(block) } as RootContent];
      default:
        return 'children' in node ? inline(node as PhrasingContent) : [node];
    }
  };

  const tree: Root = { type: 'root', children: policy.notice.tree.children.flatMap(block) };
  const html = unified().use(remarkRehype, { clobberPrefix: '' }).use(rehypeSanitize, SCHEMA);
  const safe = html.runSync(tree) as HtmlRoot;
  // A page's own tables and lists say what their header cells head.
  for (const one of safe.children) if (one.type === 'element') scoped(one);
  return {
    title: title || `Privacy notice of ${policy.organisation.name}`,
    bodyHtml: unified().use(rehypeStringify).stringify(safe),
    contents,
  };
}

const text = (value: string): Text => ({ type: 'text', value });

/** An inline element that Markdown has no word for. */
const element = (
  hName: string,
  hProperties: Record<string, string | string[]>,
  children: PhrasingContent[],
): PhrasingContent => ({
  type: 'emphasis',
  children,
  data: { hName, hProperties },
});

/** A promise of several paragraphs; its state ends the last of them. */
function boxed(id: string, children: BlockContent[], link: PhrasingContent[]): RootContent {
  const last = children.at(-1);
  const ended =
    last?.type === 'paragraph'
      ? [...children.slice(0, -1), { ...last, children: [...last.children, ...link] }]
      : [...children, { type: 'paragraph' as const, children: link }];
  return {
    type: 'blockquote',
    children: ended,
    data: { hName: 'div', hProperties: { className: ['promise'], id } },
  };
}

function listNode(items: readonly ListItem[]): List {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    data: { hProperties: { className: ['listed'] } },
    children: items.map((item) => ({
      type: 'listItem',
      spread: false,
      children: [
        {
          type: 'paragraph',
          children: [
            {
              type: 'strong',
              children: [text(item.says && !/[.!?:]$/.test(item.name) ? `${item.name}.` : item.name)],
            },
            ...(item.says ? [text(` ${item.says}`)] : []),
          ],
        },
      ],
    })),
  };
}

/** Addresses that the policy declares are links: people should not have to copy them. */
function drawn(said: string): PhrasingContent[] {
  const url = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(said)
    ? `mailto:${said}`
    : /^(https?:\/\/|\/)\S+$/.test(said)
      ? said
      : null;
  return url === null ? [text(said)] : [{ type: 'link', url, children: [text(said)], data: outward(url) }];
}

const outward = (url: string): NonNullable<Link['data']> =>
  /^https?:/.test(url) ? { hProperties: { rel: ['noreferrer'] } } : {};

function scoped(node: Element): void {
  if (node.tagName === 'th') node.properties = { ...node.properties, scope: 'col' };
  for (const child of node.children) if (child.type === 'element') scoped(child);
}

const slugOf = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'section';

function unique(taken: Set<string>, wanted: string): string {
  let id = wanted;
  for (let more = 2; taken.has(id); more++) id = `${wanted}-${more}`;
  taken.add(id);
  return id;
}
