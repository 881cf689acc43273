/*
 * Words of this room
 * - editor schema: JSON Schema of the files, for editors
 * - reference:     the page that people read, made from the same schema
 */
export { editorSchema, type JsonSchema, type Shape } from './editor-schema.ts';
export { referencePage } from './page.ts';
