/*
 * Small schemas, each with one difficulty, as data: what stands in the tables before, the map, and what must stand in them
 * after one person was erased. Every table of the schema is listed, so that a row of anybody else that changes is seen.
 */

import type { KnownAs } from '../find/identity.rules.ts';
import { systemTables } from '../map/map.ts';

export interface Golden {
  readonly says: string;
  /** Statements that all three kinds of database understand. */
  readonly schema: readonly string[];
  readonly rows: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>;
  readonly map: Parameters<typeof systemTables.parse>[0];
  readonly who?: readonly KnownAs[];
  /** Tables as they are afterwards, ordered by all their columns; those not named are as before. */
  readonly after: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>;
  /** `table act count`, sorted. */
  readonly plan: readonly string[];
  /** Only where the database can hold it. */
  readonly not?: 'mysql';
}

const ANN = 'ann@example.org';
export const ann: readonly KnownAs[] = [{ kind: 'email', value: 'Ann@Example.org ' }];

const PEOPLE = 'create table people (id int not null primary key, email varchar(80), name varchar(40))';
const people = { key: 'id', person: true, identifies: { email: 'email' } } as const;
const TWO = [
  [1, ANN, 'Ann'],
  [2, 'bob@example.org', 'Bob'],
] as const;

export const GOLDEN: Readonly<Record<string, Golden>> = {
  'shared order': {
    says: 'two people placed one order: it stays for the other, with her name gone from it',
    schema: [
      PEOPLE,
      'create table orders (id int not null primary key, placed varchar(10), note varchar(40))',
      'create table order_people (order_id int not null, person_id int not null, primary key (order_id, person_id), foreign key (order_id) references orders (id), foreign key (person_id) references people (id))',
      'create table order_lines (id int not null primary key, order_id int not null, what varchar(20), foreign key (order_id) references orders (id))',
    ],
    rows: {
      people: TWO,
      orders: [
        [10, '2026-01-01', 'both'],
        [11, '2026-01-02', 'hers'],
        [12, '2026-01-03', 'his'],
      ],
      order_people: [
        [10, 1],
        [10, 2],
        [11, 1],
        [12, 2],
      ],
      order_lines: [
        [100, 10, 'tea'],
        [101, 11, 'tea'],
        [102, 12, 'tea'],
      ],
    },
    map: {
      people: { ...people, then: 'delete' },
      order_people: {
        key: ['order_id', 'person_id'],
        'owned-by': { table: 'people', by: { person_id: 'id' } },
        then: 'delete',
      },
      orders: {
        key: 'id',
        shared: true,
        'owned-by': { table: 'order_people', by: { id: 'order_id' } },
        then: 'delete',
      },
      order_lines: { key: 'id', 'owned-by': { table: 'orders', by: { order_id: 'id' } }, then: 'delete' },
    },
    after: {
      people: [TWO[1]],
      orders: [
        [10, '2026-01-01', 'both'],
        [12, '2026-01-03', 'his'],
      ],
      order_people: [
        [10, 2],
        [12, 2],
      ],
      order_lines: [
        [100, 10, 'tea'],
        [102, 12, 'tea'],
      ],
    },
    plan: [
      'order_lines delete 1',
      'order_lines leave 1',
      'order_people delete 2',
      'orders delete 1',
      'orders leave 1',
      'people delete 1',
    ],
  },
  'group of two': {
    says: 'a group lives until its last owner leaves; what it names of her goes at once',
    schema: [
      PEOPLE,
      'create table clubs (id int not null primary key, name varchar(40), founder varchar(40))',
      'create table members (club_id int not null references clubs (id), person_id int not null references people (id), primary key (club_id, person_id))',
    ],
    rows: {
      people: TWO,
      clubs: [
        [5, 'walkers', 'Ann'],
        [6, 'readers', 'Ann'],
      ],
      members: [
        [5, 1],
        [5, 2],
        [6, 1],
      ],
    },
    map: {
      people: { ...people, then: 'delete' },
      members: {
        key: ['club_id', 'person_id'],
        'owned-by': { table: 'people', by: { person_id: 'id' } },
        then: 'delete',
      },
      clubs: {
        key: 'id',
        shared: true,
        'owned-by': { table: 'members', by: { id: 'club_id' } },
        then: 'delete',
        anonymise: { founder: null },
      },
    },
    after: { people: [TWO[1]], clubs: [[5, 'walkers', null]], members: [[5, 2]] },
    plan: ['clubs anonymise 1', 'clubs delete 1', 'members delete 2', 'people delete 1'],
  },
  'comment thread': {
    says: 'her comments that others answered stay without her words, those that nobody answered go',
    schema: [
      PEOPLE,
      'create table comments (id int not null primary key, author int, parent int, words varchar(60), foreign key (author) references people (id), foreign key (parent) references comments (id))',
    ],
    rows: {
      people: TWO,
      comments: [
        [1, 1, null, 'hers, answered'],
        [2, 2, 1, 'his answer'],
        [3, 1, 2, 'hers, not answered'],
        [4, 1, 3, 'hers, below'],
        [5, 2, null, 'his'],
      ],
    },
    map: {
      people: { ...people, then: 'delete' },
      comments: {
        key: 'id',
        'owned-by': { table: 'people', by: { author: 'id' } },
        then: 'delete',
        anonymise: { author: null, words: 'redacted-text' },
      },
    },
    after: {
      people: [TWO[1]],
      comments: [
        [1, null, null, '[redacted]'],
        [2, 2, 1, 'his answer'],
        [5, 2, null, 'his'],
      ],
    },
    plan: ['comments anonymise 1', 'comments delete 2', 'people delete 1'],
  },
  'cyclic pair': {
    says: 'a person points at an account and the account at the person; one link may be empty',
    schema: [
      'create table people (id int not null primary key, email varchar(80), account int)',
      'create table accounts (id int not null primary key, owner int not null, foreign key (owner) references people (id))',
      'alter table people add constraint to_account foreign key (account) references accounts (id)',
    ],
    rows: {
      people: [
        [1, ANN, null],
        [2, 'bob@example.org', null],
      ],
      accounts: [
        [7, 1],
        [8, 2],
      ],
    },
    map: {
      people: { key: 'id', person: true, identifies: { email: 'email' }, then: 'delete' },
      accounts: { key: 'id', 'owned-by': { table: 'people', by: { owner: 'id' } }, then: 'delete' },
    },
    after: { people: [[2, 'bob@example.org', 8]], accounts: [[8, 2]] },
    plan: ['accounts delete 1', 'people delete 1'],
  },
  'composite keys': {
    says: 'keys of two columns, one of them with nothing in it',
    schema: [
      'create table clients (office int not null, number int not null, email varchar(80), primary key (office, number))',
      'create table contracts (id int not null primary key, office int, number int, city varchar(20), foreign key (office, number) references clients (office, number))',
    ],
    rows: {
      clients: [
        [1, 5, ANN],
        [2, 5, 'bob@example.org'],
        [1, 6, 'bob@example.org'],
      ],
      contracts: [
        [1, 1, 5, 'York'],
        [2, 2, 5, 'York'],
        [3, 1, null, 'Hull'],
        [4, null, 5, 'Hull'],
      ],
    },
    map: {
      clients: { key: ['office', 'number'], person: true, identifies: { email: 'email' }, then: 'delete' },
      contracts: {
        key: 'id',
        'owned-by': { table: 'clients', by: { office: 'office', number: 'number' } },
        then: 'delete',
      },
    },
    after: {
      clients: [
        [1, 6, 'bob@example.org'],
        [2, 5, 'bob@example.org'],
      ],
      contracts: [
        [2, 2, 5, 'York'],
        [3, 1, null, 'Hull'],
        [4, null, 5, 'Hull'],
      ],
    },
    plan: ['clients delete 1', 'contracts delete 1'],
  },
  'no primary key': {
    says: 'rows are known by all they hold: alike ones go together, one that differs in a case stays',
    schema: [
      PEOPLE,
      'create table visits (person_id int, page varchar(40), took decimal(8,3), seen date)',
      'create table letters (address varchar(80), words varchar(40))',
    ],
    rows: {
      people: TWO,
      visits: [
        [1, 'home', '1.500', '2026-01-01'],
        [1, 'home', '1.500', '2026-01-01'],
        [1, 'shop', null, '2026-01-02'],
        [2, 'home', '1.500', '2026-01-01'],
        [2, 'shop', null, null],
      ],
      letters: [
        ['Ann@Example.org', 'hello'],
        ['ann@example.org', 'Hello'],
        ['bob@example.org', 'hello'],
      ],
    },
    map: {
      people: { ...people, then: 'delete' },
      visits: { 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' },
      letters: {
        'owned-by': { table: 'people', by: { address: 'email' }, match: 'email' },
        then: 'anonymise',
        anonymise: { address: null },
      },
    },
    after: {
      people: [TWO[1]],
      visits: [
        [2, 'home', '1.500', '2026-01-01'],
        [2, 'shop', null, null],
      ],
      letters: [
        [null, 'Hello'],
        [null, 'hello'],
        ['bob@example.org', 'hello'],
      ],
    },
    plan: ['letters anonymise 2', 'people delete 1', 'visits delete 3'],
  },
  'tree without a top': {
    says: 'every folder is in one, the first in itself, and none may be in nothing',
    schema: [
      PEOPLE,
      'create table folders (id int not null primary key, owner int, inside int not null, name varchar(20), foreign key (owner) references people (id), foreign key (inside) references folders (id))',
    ],
    rows: {
      people: TWO,
      folders: [
        [1, 1, 1, 'hers'],
        [2, null, 1, 'below'],
        [3, null, 2, 'below'],
        [4, 2, 4, 'his'],
        [5, null, 4, 'below'],
      ],
    },
    map: {
      people: { ...people, then: 'delete' },
      folders: {
        key: 'id',
        'owned-by': [
          { table: 'people', by: { owner: 'id' } },
          { table: 'folders', by: { inside: 'id' } },
        ],
        then: 'delete',
      },
    },
    after: {
      people: [TWO[1]],
      folders: [
        [4, 2, 4, 'his'],
        [5, null, 4, 'below'],
      ],
    },
    plan: ['folders delete 3', 'people delete 1'],
  },
  'what would be taken along': {
    says: 'the database would delete his answers with her post: the post stays, without her',
    schema: [
      PEOPLE,
      'create table posts (id int not null primary key, author int, words varchar(40), foreign key (author) references people (id) on delete cascade)',
      'create table answers (id int not null primary key, post int not null, author int, words varchar(40), foreign key (post) references posts (id) on delete cascade, foreign key (author) references people (id) on delete set null)',
      'create table likes (id int not null primary key, answer int not null, person int not null, foreign key (answer) references answers (id) on delete cascade, foreign key (person) references people (id) on delete cascade)',
    ],
    rows: {
      people: TWO,
      posts: [
        [1, 1, 'hers, answered'],
        [2, 1, 'hers'],
        [3, 2, 'his'],
      ],
      answers: [
        [1, 1, 2, 'his'],
        [2, 3, 1, 'hers, liked by him'],
        [3, 3, 1, 'hers'],
      ],
      likes: [
        [1, 2, 2],
        [2, 1, 1],
      ],
    },
    map: {
      people: { ...people, then: 'delete' },
      posts: {
        key: 'id',
        'owned-by': { table: 'people', by: { author: 'id' } },
        then: 'delete',
        anonymise: { author: null, words: 'redacted-text' },
      },
      answers: {
        key: 'id',
        'owned-by': { table: 'people', by: { author: 'id' } },
        then: 'delete',
        anonymise: { author: null, words: { constant: 'gone' } },
      },
      likes: { key: 'id', 'owned-by': { table: 'people', by: { person: 'id' } }, then: 'delete' },
    },
    after: {
      people: [TWO[1]],
      posts: [
        [1, null, '[redacted]'],
        [3, 2, 'his'],
      ],
      answers: [
        [1, 1, 2, 'his'],
        [2, 3, null, 'gone'],
      ],
      likes: [[1, 2, 2]],
    },
    plan: [
      'answers anonymise 1',
      'answers delete 1',
      'likes delete 1',
      'people delete 1',
      'posts anonymise 1',
      'posts delete 1',
    ],
  },
  'keys of text in another case': {
    says: 'a person known by two addresses in different case, and key and value in one table',
    schema: [
      'create table people (login varchar(20) not null primary key, email varchar(80), second varchar(80))',
      'create table settings (login varchar(20) not null, name varchar(20) not null, held varchar(40), primary key (login, name))',
      'create table sent (id int not null primary key, address varchar(80), about varchar(20))',
    ],
    rows: {
      people: [
        ['ann', 'Ann@Example.org', null],
        ['anna', 'anna@example.org', 'ANN@example.org'],
        ['bob', 'bob@example.org', null],
      ],
      settings: [
        ['ann', 'colour', 'red'],
        ['anna', 'colour', 'blue'],
        ['bob', 'colour', 'red'],
      ],
      sent: [
        [1, 'ANN@EXAMPLE.ORG', 'news'],
        [2, 'bob@example.org', 'news'],
        [3, 'anna@example.org', 'news'],
      ],
    },
    map: {
      people: { key: 'login', person: true, identifies: { email: ['email', 'second'] }, then: 'delete' },
      settings: {
        key: ['login', 'name'],
        'owned-by': { table: 'people', by: { login: 'login' } },
        then: 'delete',
      },
      sent: {
        key: 'id',
        identifies: { email: 'address' },
        then: 'anonymise',
        anonymise: { address: 'keyed-hash' },
      },
    },
    after: {
      people: [['bob', 'bob@example.org', null]],
      settings: [['bob', 'colour', 'red']],
      sent: [
        [1, '#', 'news'],
        [2, 'bob@example.org', 'news'],
        [3, 'anna@example.org', 'news'],
      ],
    },
    plan: ['people delete 2', 'sent anonymise 1', 'settings delete 2'],
  },
  polymorphic: {
    says: 'notes on a person and notes on an order with the same number are told apart',
    schema: [
      PEOPLE,
      'create table orders (id int not null primary key, person_id int not null references people (id))',
      'create table notes (id int not null primary key, of_kind varchar(10), of_id int, words varchar(40))',
    ],
    rows: {
      people: TWO,
      orders: [
        [1, 2],
        [2, 1],
      ],
      notes: [
        [1, 'person', 1, 'on her'],
        [2, 'order', 1, 'on his order'],
        [3, 'order', 2, 'on her order'],
        [4, 'person', 2, 'on him'],
        [5, 'shop', 1, 'on a shop'],
      ],
    },
    map: {
      people: { ...people, then: 'delete' },
      orders: { key: 'id', 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' },
      notes: {
        key: 'id',
        'owned-by': [
          { table: 'people', by: { of_id: 'id' }, when: { of_kind: 'person' } },
          { table: 'orders', by: { of_id: 'id' }, when: { of_kind: 'order' } },
        ],
        then: 'delete',
      },
    },
    after: {
      people: [TWO[1]],
      orders: [[1, 2]],
      notes: [
        [2, 'order', 1, 'on his order'],
        [4, 'person', 2, 'on him'],
        [5, 'shop', 1, 'on a shop'],
      ],
    },
    plan: ['notes delete 2', 'orders delete 1', 'people delete 1'],
  },
  'medical retain': {
    says: 'a patient leaves, and what has to be kept stays until its own day, with the row that it points at',
    schema: [
      'create table patients (id int not null primary key, email varchar(80) unique, name varchar(40) not null, born date)',
      'create table treatments (id int not null primary key, patient int not null, given date, what varchar(20), foreign key (patient) references patients (id))',
      'create table doses (id int not null primary key, treatment int not null, milligrams int, foreign key (treatment) references treatments (id))',
      'create table reminders (id int not null primary key, patient int not null, words varchar(20), foreign key (patient) references patients (id))',
    ],
    rows: {
      patients: [
        [1, ANN, 'Ann', '1987-05-03'],
        [2, 'bob@example.org', 'Bob', '1990-01-01'],
      ],
      treatments: [
        [1, 1, '2015-03-01', 'old'],
        [2, 1, '2024-03-01', 'new'],
        [3, 2, '2015-03-01', 'his'],
      ],
      doses: [
        [1, 1, 10],
        [2, 2, 20],
        [3, 3, 30],
      ],
      reminders: [
        [1, 1, 'call'],
        [2, 2, 'call'],
      ],
    },
    map: {
      patients: {
        key: 'id',
        person: true,
        identifies: { email: 'email' },
        then: 'delete',
        anonymise: { email: 'keyed-hash', name: { constant: 'erased' }, born: { 'truncated-date': 'year' } },
      },
      treatments: {
        key: 'id',
        'owned-by': { table: 'patients', by: { patient: 'id' } },
        then: 'keep',
        'keep-until': { from: 'given', period: 'P8Y', because: 'medical records are kept for eight years' },
      },
      doses: {
        key: 'id',
        'owned-by': { table: 'treatments', by: { treatment: 'id' } },
        then: 'keep',
        'keep-until': { period: 'P8Y', because: 'medical records are kept for eight years' },
      },
      reminders: { key: 'id', 'owned-by': { table: 'patients', by: { patient: 'id' } }, then: 'delete' },
    },
    after: {
      patients: [
        [1, '#', 'erased', '1987-01-01'],
        [2, 'bob@example.org', 'Bob', '1990-01-01'],
      ],
      treatments: [
        [2, 1, '2024-03-01', 'new'],
        [3, 2, '2015-03-01', 'his'],
      ],
      doses: [
        [2, 2, 20],
        [3, 3, 30],
      ],
      reminders: [[2, 2, 'call']],
    },
    plan: [
      'doses delete 1',
      'doses keep 1',
      'patients anonymise 1',
      'reminders delete 1',
      'treatments delete 1',
      'treatments keep 1',
    ],
  },
};

export const goldenMap = (golden: Golden) => systemTables.parse(golden.map);
