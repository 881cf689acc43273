import { extractText, getDocumentProxy } from 'unpdf';
import type { TypedUpload } from './submission-taken.ts';

/** The words of a paper, as far as they can be read: of a PDF and of plain text. A picture of words has none. */
export async function textOf({ upload, type }: TypedUpload): Promise<string> {
  if (type === 'text/plain') return upload.content.toString('utf8');
  if (type !== 'application/pdf') return '';
  try {
    // A copy, for the reader takes the bytes for itself.
    const document = await getDocumentProxy(new Uint8Array(upload.content));
    const { text } = await extractText(document, { mergePages: true });
    return text;
  } catch {
    // A PDF that is broken or locked is still a file that a human can look at.
    return '';
  }
}
