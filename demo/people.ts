/** Everybody in the year: made up, at reserved domains, with telephone numbers that Ofcom keeps for drama. */
export type Person = { name: string; email: string; phone: string; firm: string; address: string };

export type Dice = {
  /** A whole number from 0 to `below` - 1. */
  roll(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in `of` of a hundred cases. */
  chance(of: number): boolean;
};

/** The same numbers always: a year that fails can be lived again. */
export function diceOf(seed: number): Dice {
  let state = seed;
  const roll = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return {
    roll,
    pick<T>(from: readonly T[]): T {
      const found = from[roll(from.length)];
      if (found === undefined) throw new Error('there is nothing to pick from');
      return found;
    },
    chance: (of) => roll(1_000) < of * 10,
  };
}

const FIRST =
  'Abena Alda Anwen Ardith Bastian Beyla Brannoc Cadoc Calla Ciaran Corisande Dafina Darragh Delwyn Eirlys Elowen Emrys Farida Fenella Finbar Gethin Greer Hafsa Hesper Idris Ilse Ismay Jago Jorah Kezia Lachlan Linnet Lowri Mabli Merrick Nerys Niamh Olwen Osric Peregrine Petra Quill Rhoswen Roisin Sabra Seren Tamsin Tierney Ursel Verity Wilf Xanthe Ysolde Zarina'.split(
    ' ',
  );
const LAST =
  'Ashgrove Aldermoor Barrowby Birkwell Blackmere Bracken Brindle Cattermoss Coldbeck Crowhurst Dunmarrow Eastlake Elderfen Fallowfield Fernsby Fothermoor Garsdale Glimmer Greyling Hallowfen Harebell Hawksmere Hollowell Ironmoss Jessamy Kettlewell Larkrise Lindwood Marchbank Merriweather Mosscrop Netherby Oakhanger Pennyfold Quarrell Ravensby Rookhope Saltmarsh Silverbeck Sorrel Tanglewood Thistledown Underhill Vellacott Wainfleet Whitlow Wolvercot Yarrow'.split(
    ' ',
  );
const FIRMS =
  'Abacus Beacon Cobalt Dunlin Ember Foxglove Granite Harbour Isobar Juniper Kestrel Lantern Mallow Nettle Orchard Pebble Quayside Rowan Saffron Teasel Umber Velvet Willow Yew Zephyr'.split(
    ' ',
  );
const TRADES = 'Bakers Books Boats Clocks Dental Joinery Legal Logistics Pottery Tiles Vets Weavers'.split(
  ' ',
);
const DOMAINS = ['example.com', 'example.org', 'example.net', 'people.example', 'post.test'];

/** Blocks of a thousand numbers that Ofcom gives to no subscriber, for drama. */
const DRAMA =
  '01632 960 | 07700 900 | 020 7946 0 | 0113 496 0 | 0114 496 0 | 0115 496 0 | 0116 496 0 | 0117 496 0 | 0118 496 0 | 0121 496 0 | 0131 496 0 | 0141 496 0 | 0151 496 0 | 0161 496 0 | 0191 498 0'.split(
    ' | ',
  );

/** The person with this number; nobody else has their address. */
export function personNumbered(number: number, dice: Dice): Person {
  const first = dice.pick(FIRST);
  const last = dice.pick(LAST);
  const firm = `${dice.pick(FIRMS)} ${dice.pick(TRADES)} Ltd`;
  const block = DRAMA[Math.floor(number / 1_000) % DRAMA.length] ?? '';
  return {
    name: `${first} ${last}`,
    email: `${first}.${last}.${number}@${dice.pick(DOMAINS)}`.toLowerCase(),
    phone: `${block}${String(number % 1_000).padStart(3, '0')}`,
    firm,
    address: `${1 + dice.roll(90)} Example Street, Sampletown, ZZ${1 + dice.roll(9)} ${1 + dice.roll(9)}ZZ`,
  };
}
