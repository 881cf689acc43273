import { type Declared, EXIT, print, printJson } from './command.ts';

type Options = { of?: string; reference?: boolean; json?: boolean };

const SHAPES = ['policy', 'system', 'assessment', 'wording'] as const;

export const schema: Declared<Options> = {
  name: 'schema',
  brief: 'The language as a JSON Schema for editors, or as a page to read',
  flags: {
    '--of <shape>': `which file: ${SHAPES.join(', ')} (default: policy)`,
    '--reference': 'the reference page in Markdown',
  },
  examples: [
    {
      shows: 'completion and checks while you type, in any editor that knows JSON Schema',
      run: 'kept schema > .kept-schema.json',
    },
    { shows: 'the page docs/policy-language.md', run: 'kept schema --reference' },
  ],
  async run(options) {
    const { editorSchema, referencePage } = await import('../../policy/index.ts');
    if (options.reference) {
      print(referencePage());
      return EXIT.fine;
    }
    const shape = SHAPES.find((one) => one === (options.of ?? 'policy'));
    if (!shape) {
      process.stderr.write(`kept: there is no "${options.of}"; it can be ${SHAPES.join(', ')}.\n`);
      return EXIT.misuse;
    }
    printJson(editorSchema(shape));
    return EXIT.fine;
  },
};
