import type { Nodes } from 'mdast';
import { listAt } from '../lists.ts';
import { type Directive, isDirective, pathOf, type WrittenPromise } from '../notice.ts';
import type { Policy } from '../policy.ts';
import type { Place } from '../source.ts';
import { sayValue, valueAt } from '../values.ts';

/** Stands in `typed` where a value was drawn from the policy, so that nothing typed runs across it. */
const DRAWN = '￼';

/** A stretch of text from one source: typed, or drawn from the policy; inside a promise or not. */
type Piece = { text: string; drawn: boolean; promise: WrittenPromise | null; line: number; column: number };

/** One sentence of the notice as people read it. */
export type Sentence = {
  /** From 1, in the order of the notice. */
  n: number;
  kind: 'heading' | 'text' | 'listed';
  text: string;
  low: string;
  /** Without what was drawn from the policy. */
  typed: string;
  /** The part that stands in no promise. */
  loose: string;
  promises: readonly WrittenPromise[];
  /** The headings above it, in lower case. */
  under: string;
  place: Place;
};

export type NoticeText = {
  sentences: readonly Sentence[];
  /** Everything in lower case, one sentence a line. */
  low: string;
  /** Paths that a `:value` or `:list` draws. */
  drawn: ReadonlySet<string>;
  /** Paths that promises are bound to, as written. */
  bound: ReadonlySet<string>;
  empty: boolean;
  /** The first sentence that `pattern` matches. */
  find(pattern: RegExp): Sentence | undefined;
  /** Where something absent would be looked for: the first heading that matches, else the top. */
  placeFor(pattern: RegExp): Place;
};

/** The notice with its values said and its lists written out: what the checks of the text read. */
export function noticeText(policy: Policy): NoticeText {
  const writtenBy = new Map<Directive, WrittenPromise>(
    policy.notice.promises.map((promise) => [promise.node, promise]),
  );
  const sentences: Sentence[] = [];
  const drawn = new Set<string>();
  const headings: { depth: number; low: string }[] = [];
  const file = 'notice.md';

  const close = (pieces: Piece[], kind: Sentence['kind']): void => {
    const whole = pieces.map((piece) => piece.text).join('');
    const spans = kind === 'text' ? spansOf(whole) : [[0, whole.length] as const];
    for (const [from, to] of spans) {
      const cut = cutPieces(pieces, from, to);
      const text = tidy(cut.map((piece) => piece.text).join(''));
      const first = cut.find((piece) => piece.text.trim() !== '');
      if (!/[\p{L}\p{N}]/u.test(text) || !first) continue;
      const join = (part: (piece: Piece) => string) => tidy(cut.map(part).join(''));
      sentences.push({
        n: sentences.length + 1,
        kind,
        text,
        low: text.toLowerCase(),
        typed: join((piece) => (piece.drawn ? DRAWN : piece.text)),
        loose: join((piece) => (piece.promise || piece.drawn ? DRAWN : piece.text)),
        promises: [...new Set(cut.flatMap((piece) => piece.promise ?? []))],
        under: headings.map((heading) => heading.low).join(' > '),
        place: placeIn(file, first),
      });
    }
  };

  const inline = (node: Nodes, promise: WrittenPromise | null): Piece[] => {
    const line = node.position?.start.line ?? 1;
    const column = node.position?.start.column ?? 1;
    const piece = (text: string, isDrawn: boolean): Piece => ({
      text,
      drawn: isDrawn,
      promise,
      line,
      column,
    });
    if (isDirective(node)) {
      const path = pathOf(node);
      if (node.name === 'value') {
        drawn.add(path);
        return [piece(sayValue(valueAt(policy, path)), true)];
      }
      if (node.name === 'list') {
        drawn.add(path);
        return (listAt(policy, path) ?? []).map((item, at) =>
          piece(`${at > 0 ? '; ' : ''}${item.name}${item.says ? `: ${item.says}` : ''}`, true),
        );
      }
      const inside = writtenBy.get(node) ?? promise;
      return node.children.flatMap((child) => inline(child, inside));
    }
    if (node.type === 'text' || node.type === 'inlineCode') return [piece(node.value, false)];
    if (node.type === 'break') return [piece(' ', false)];
    if (node.type === 'html') return [piece(node.value, false)];
    return 'children' in node ? node.children.flatMap((child) => inline(child, promise)) : [];
  };

  const block = (node: Nodes, promise: WrittenPromise | null): void => {
    if (node.type === 'heading') {
      while ((headings.at(-1)?.depth ?? 0) >= node.depth) headings.pop();
      const pieces = inline(node, promise);
      close(pieces, 'heading');
      headings.push({
        depth: node.depth,
        low: pieces
          .map((piece) => piece.text)
          .join('')
          .toLowerCase(),
      });
      return;
    }
    const list = loneList(node);
    if (list) {
      drawn.add(pathOf(list));
      for (const item of listAt(policy, pathOf(list)) ?? []) {
        const { line = 1, column = 1 } = list.position?.start ?? {};
        const text = `${item.name}. ${item.says}`;
        close([{ text, drawn: true, promise, line, column }], 'listed');
      }
    } else if (node.type === 'paragraph' || node.type === 'tableCell' || node.type === 'leafDirective') {
      close(inline(node, promise), 'text');
    } else if (node.type === 'code' || node.type === 'html') {
      close(inline({ type: 'text', value: node.value, ...at(node) }, promise), 'text');
    } else if ('children' in node) {
      const inside = isDirective(node) ? (writtenBy.get(node) ?? promise) : promise;
      for (const child of node.children) block(child, inside);
    }
  };
  block(policy.notice.tree, null);

  const find = (pattern: RegExp) => sentences.find((sentence) => pattern.test(sentence.low));
  return {
    sentences,
    low: sentences.map((sentence) => sentence.low).join('\n'),
    drawn,
    bound: new Set(policy.notice.promises.flatMap((promise) => promise.by)),
    empty: sentences.length === 0,
    find,
    placeFor: (pattern) =>
      sentences.find((sentence) => sentence.kind === 'heading' && pattern.test(sentence.low))?.place ?? {
        file,
        line: 1,
        column: 1,
      },
  };
}

/** A `:list{…}` that stands for itself, as a block or alone in its paragraph. */
export function loneList(node: Nodes): Directive | null {
  if (isDirective(node)) return node.name === 'list' ? node : null;
  if (node.type !== 'paragraph') return null;
  const [only, ...more] = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  return only && more.length === 0 && isDirective(only) && only.name === 'list' ? only : null;
}

const at = (node: Nodes) => (node.position ? { position: node.position } : {});

const tidy = (text: string): string =>
  text.replaceAll('’', "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();

const ABBREVIATED =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|ltd|no|art|arts|mr|mrs|ms|dr|inc|co|st|vs|approx|para|reg|s|ss)\.$/i;

/** Where sentences begin and end. */
function spansOf(text: string): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?]["')\]]*(?=\s)/g)) {
    const to = match.index + match[0].length;
    const upTo = text.slice(from, match.index + 1);
    // "… unless they said no. Figures …" ends there, and "company no. NI099999" does not.
    const isWord = /\bno\.$/.test(upTo) && /^\s+\p{Lu}\p{Ll}/u.test(text.slice(to));
    if (ABBREVIATED.test(upTo) && !isWord) continue;
    if (!/^\s+["'(]?[\p{Lu}\p{N}￼]/u.test(text.slice(to))) continue;
    spans.push([from, to]);
    from = to;
  }
  spans.push([from, text.length]);
  return spans;
}

function cutPieces(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const cut: Piece[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const start = Math.max(0, from - offset);
    const end = Math.min(piece.text.length, to - offset);
    if (start < end) cut.push({ ...piece, text: piece.text.slice(start, end), ...moved(piece, start) });
    offset += piece.text.length;
  }
  return cut;
}

/** Line and column of the character at `offset` of a piece; a soft break inside it starts a new line. */
function moved(piece: Piece, offset: number): { line: number; column: number } {
  const before = piece.text.slice(0, offset).split('\n');
  const last = before.at(-1) ?? '';
  return piece.drawn || before.length === 1
    ? { line: piece.line, column: piece.column + (piece.drawn ? 0 : last.length) }
    : { line: piece.line + before.length - 1, column: last.length + 1 };
}

function placeIn(file: string, piece: Piece): Place {
  const lead = piece.text.length - piece.text.trimStart().length;
  return { file, ...moved(piece, lead) };
}
