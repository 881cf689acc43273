import { describe, expect, it } from 'vitest';
import { policySchema } from '../language/index.ts';
import { editorSchema, referencePage } from '../reference/index.ts';

describe('the schema for editors', () => {
  const schema = editorSchema();

  it('knows every section, refuses unknown keys, and is plain JSON', () => {
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(policySchema.shape));
    expect(schema.additionalProperties).toBe(false);
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });

  it('says which names a name is one of, and what can stand where', () => {
    const purpose = schema.properties?.purposes?.additionalProperties;
    if (typeof purpose !== 'object') throw new Error('purposes have no entries');
    expect(purpose.properties?.basis?.enum).toContain('recognised-legitimate-interest');
    expect(JSON.stringify(purpose.properties?.data)).toContain('"x-refers-to":"data"');
    expect(purpose.required).toEqual(['says', 'basis', 'people', 'data']);
    expect(purpose.properties?.says?.description).toMatch(/plain words/);
  });

  it('exists for the other files too', () => {
    expect(Object.keys(editorSchema('assessment').properties ?? {})).toContain('approved-by');
    expect(Object.keys(editorSchema('system').properties ?? {})).toContain('holds');
    expect(Object.keys(editorSchema('wording').properties ?? {})).toContain('version');
  });
});

describe('the reference page', () => {
  const page = referencePage();

  it('has a heading for every section and a row for every key', () => {
    for (const section of Object.keys(policySchema.shape)) expect(page).toContain(`## \`${section}\``);
    for (const key of [
      'soft-opt-in.similar',
      'transfer.mechanism',
      'yields-to',
      'items[].keeps',
      'complaint.acknowledge-within',
      'material.tell',
    ])
      expect(page).toContain(`| \`${key}\``);
    expect(page).not.toMatch(/\| anything \|/);
    expect(page).not.toMatch(/\[object Object\]|undefined/);
  });

  it('says what is needed and what a silence means', () => {
    expect(page).toMatch(/\| `basis` \*\*needed\*\* \| `consent`, `contract`/);
    expect(page).toMatch(/`kind` \| `service`, .* \(else `service`\)/);
    expect(page).toContain('a name of data, or several');
  });
});
