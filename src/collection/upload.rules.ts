import { fileTypeFromBuffer } from 'file-type';
import { Refused } from '../base/index.ts';

/** A file as it was sent: what it calls itself counts for nothing. */
export type Upload = { field: string; name: string; content: Buffer };

/** In bytes: a CV or a screenshot is smaller, and what is larger is a mistake. */
export const LARGEST_FILE = 10 * 1024 * 1024;
export const MOST_FILES = 5;
/** How much is sealed at once. */
export const CHUNK = 256 * 1024;

const DOCUMENTS = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
  'text/plain',
];
const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** What a file of these is for: papers for a CV, pictures too where somebody shows a problem. */
const takenBy = (field: string): readonly string[] =>
  /(^|-)(cv|resume|letter|references)$/.test(field)
    ? DOCUMENTS
    : [...DOCUMENTS, ...PICTURES, 'application/zip'];

/**
 * What a file is, by its content. Codes: collection.file-empty, .file-too-large, .file-type (programs, pages with scripts
 * and whatever cannot be told apart from them).
 */
export async function typeOf({ field, content }: Upload): Promise<string> {
  if (content.length === 0) throw refused('collection.file-empty', field, 'The file is empty.');
  if (content.length > LARGEST_FILE)
    throw refused(
      'collection.file-too-large',
      field,
      `The file is larger than ${LARGEST_FILE / 1024 / 1024} MB.`,
    );
  const type = (await fileTypeFromBuffer(content))?.mime ?? (isPlainText(content) ? 'text/plain' : 'unknown');
  if (!takenBy(field).includes(type))
    throw refused(
      'collection.file-type',
      field,
      `We do not take files of this type here (${type}). Send ${takenBy(field) === DOCUMENTS ? 'a PDF, a Word or OpenDocument text, or plain text' : 'a PDF, a text, a picture or a ZIP'}.`,
    );
  return type;
}

/** Text and nothing that a browser would run: markup counts as a page, whatever it is called. */
function isPlainText(content: Buffer): boolean {
  const text = content.toString('utf8');
  const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 32);
  return (
    !text.includes('\uFFFD') &&
    !content.some(isControl) &&
    !/^\s*<(!doctype|html|\?xml|script|svg)/i.test(text)
  );
}

const refused = (code: string, field: string, message: string) =>
  new Refused(code, message, { fields: [field] });
