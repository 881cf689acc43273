import { terms } from './compile.ts';

/** Naming the thing: "our legal basis is", "Article 6(1)(b)". */
export const BASIS_NAMED = terms(
  '(?:legal|lawful|law ful|gdpr|processing) (?:bas[ei]s|ground|grounds|justifications?|gateways?)(?: for(?: \\w+){0,3} processing)?',
  'bas[ei]s (?:for|of) (?:(?:the|our|this|such|your|any|collecting|lawful) ){0,2}(?:processing|collection|use)',
  'lawful(?:ness)? (?:reasons?|of processing|process*)',
  'art(?:icle|\\.)? ?6(?: ?\\(1\\))?(?: ?\\(?[a-f]\\)?)?',
  'lawful(?:ly)? (?:process|condition)',
);

/** Each basis of Article 6(1) in the words of one who relies on it. */
export const BASIS = {
  consent: terms(
    '(?:with|on|by|based (?:up)?on|given|giving|gave|give|given us|have|has|obtain*|seek|sought|ask for|rely(?:ing)? (?:up)?on|relies (?:up)?on|where|without|prior|explicit|express|your|their|clear|specific|separate|informed|requires?|get|is) (?:us )?(?:your |their |the |his |her |a |prior |explicit |express |clear |specific |any |separate |informed |to |positive |written |of ){0,4}consent*',
    'consent* (?:from|of|by|to) ~',
    'you (?:have |had |may |can )?(?:explicitly |expressly |freely |also )?(?:consent(?:ed)?|opt(?:ed)?[- ]?in|agreed to receive|signed up|given (?:us )?(?:your )?(?:permission|consent))',
    'explicitly opted[- ]in',
    'consent',
  ),
  contract: terms(
    '(?:perform*|fulfil*|execut*|conclu*|enter*|carry*|deliver*|necessary|required|needed|steps|negotiat*|admini*|manag*|complet*|implement*|conduct*|meet*|honou*|provision)[^;]{0,50}? (?:contract|contracts|agreement|agreements)',
    '(?:pre-?)?contractual (?:necess*|obligations?|basis|relation*|requirements?|purposes?|measures|commitments?|duty|duties|reasons?|grounds?)',
    '(?:legal|lawful) bas[ei]s[^;]{0,60}?(?:contract|provision ~services)',
    'contract(?:ual)?',
  ),
  'legal obligation': terms(
    '(?:legal|statutory|regulatory|law) (?:and \\w+ |or \\w+ )?(?:obligations?|dut(?:y|ies)|requirements?|compliance|responsibilities)',
    '(?:compl*|obliged|required) ~ (?:law|laws|legislation|regulations?)',
  ),
  'legitimate interests': terms(
    'legitimate(?:ly)?(?: \\w+){0,2} interests?',
    'legitimate (?:business )?(?:reasons?|grounds)',
  ),
  'vital interests': terms('vital interests?', 'life or death'),
  'public task': terms(
    'public (?:task|function|duty)',
    'official authority',
    'task ~public interest',
    'public interest (?:task|basis|ground)',
  ),
} as const;

export type BasisName = keyof typeof BASIS;

/** Relying on the interest, not only naming it. */
export const INTERESTS_RELIED_ON = terms(
  "(?:our|their|its|my|in|for|by|on|under|a|the|of|have|has|is|are|pursu*|based|basis|rely|relies|relying|necessary|purposes?|your|company's|controller's|party's|business) \"?'?legitimate(?: \\w+){0,2} interests?",
);

/** Words that give the interest its content: "our interest in knowing who visits". */
export const INTEREST_STATED = terms(
  'interests?\'?"? (?:in|of|to|is|are|was|being|include*|such as|namely|here|for|lies?|as|and|would|which|that|because|consist*|when|by) ~',
  'interests? ?(?:[:-]|\\((?!or those|and those|of |lia|art))',
  '(?:to|in order to|so that|for) ~legitimate(?: \\w+){0,2} interests?',
  '(?:because|where|as|which|this|it|processing|use|marketing|security|improve*|analy*|develop*) ~legitimate(?: \\w+){0,2} interests?',
);

/** Doing something with the data for some end. */
export const PURPOSE = terms(
  '(?:use|uses|used|using|process|processes|processed|processing|collect|collects|collected|need|needed|hold|handle*) ~(?:to|for|in order|so that|because|in connection|as follows|the following|purposes?|when)',
  '(?:purposes?) (?:of|for|include*|are|is|we|that|:)',
  'purposes?',
  'why we (?:use|collect|need|process)',
  '(?:why|reasons?) ?:',
  'so (?:that )?we can',
);
