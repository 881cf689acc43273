/**
 * Which room may import which: the order of docs/decisions/0001. A room imports only rooms before it; rooms on one line
 * never import each other; another room is entered by its front door; rules are pure; nothing goes in circles.
 */
const LINES = [
  ['base'],
  ['law'],
  ['controls'],
  ['policy'],
  ['store'],
  ['evidence'],
  ['people'],
  ['mail'],
  ['systems'],
  ['collection', 'permission', 'requests', 'retention', 'sharing', 'incidents', 'assurance'],
  ['gate'],
  ['procedures'],
  ['proof'],
  ['doors'],
];

const forTests = ['/tests/', '/testing\\.ts$', '/testing-watch\\.ts$'];

const directions = LINES.flatMap((line, index) =>
  line.map((room) => ({
    name: `direction-${room}`,
    comment: `${room} imports only rooms before it`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: {
      path: `^src/(${[...LINES.slice(index + 1).flat(), ...line.filter((other) => other !== room)].join('|') || 'none'})/`,
    },
  })),
);

export const roomRules = {
  forbidden: [
    ...directions,
    {
      name: 'front-door-only',
      comment: 'another room is entered by its index.ts (its tests may use store/testing.ts)',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: forTests },
      to: { path: '^src/', pathNot: ['^src/$1/', '/index\\.ts$'] },
    },
    {
      name: 'rules-are-pure',
      comment: 'a file of rules decides from its arguments: no store, no files, no network, no clock',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: '^(node:)?(fs|net|http|https|child_process|dns|tls)$|^src/store/|^node_modules/(pg|kysely|nodemailer|fastify)/',
      },
    },
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: forTests },
      to: { path: forTests },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^(mdast|hast)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
