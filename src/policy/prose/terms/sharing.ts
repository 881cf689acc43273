import { terms } from './compile.ts';

const SHARE =
  '(?:shar(?:e|es|ed|ing)|disclos(?:e|es|ed|ing|ure)|pass(?:es|ed|ing)?|transfer(?:s|red|ring)?|transmit(?:s|ted)?|releas(?:e|ed|ing)|made available|make available|supply|supplied|communicated|forward(?:ed)?|recipients?|submitted|distributed|exchang(?:e|ed|ing)|reveal(?:ed)?)';
const GIVE = '(?:provid(?:e|es|ed|ing)|giv(?:e|es|en|ing)|send(?:s|ing)?|sent|available|report(?:ed)?)';
const WHOM =
  '(?:third[- ]part(?:y|ies)|service providers?|providers?|suppliers?|partners?|affiliates?|subsidiar(?:y|ies)|group|processors?|sub-?processors?|contractors?|sub-?contractors?|agents|agenc(?:y|ies)|vendors?|(?:other |group |insurance |delivery |sister |our )?compan(?:y|ies)|organi[sz]ations?|following companies|authorit(?:y|ies)|police|regulators?|hmrc|hm revenue|advis[eo]rs?|insurers?|auditors?|accountants?|(?:our )?banks|couriers?|carriers?|trustees?|landlords?|law enforcement|employees|others|recipients?|colleagues|administrator|custodian|depositary|distributors?|professional|bodies|government|courts?|users|buyers?|purchasers?|parties|entit(?:y|ies)|anyone|host(?:s|ing)?|platforms?|charities|schools?|councils?|nhs|universit(?:y|ies)|mailchimp|google|stripe|paypal)';

/** Sharing with somebody. */
export const RECIPIENTS = terms(
  `${SHARE} ~${WHOM}`,
  '(?:categories of )?recipients?',
  `${GIVE} ~(?:data|information|details|it|them|records?) (?:\\w+ ){0,3}(?:to|with) ~${WHOM}`,
  `${WHOM} (?:\\w+,? ){0,3}?(?:that|who|which|may|will|to|must|also|only|have|has|with|processing|acting|receive*|need*) ~(?:process*|receiv*|access|our behalf|host*|stor*)`,
  `(?:accessed|seen|used|viewed|held|received|processed|hosted|administered|stored) (?:by|with) ~${WHOM}`,
  `(?:sell|sold|rent|trade|lease|distribute),? ~(?:data|information|details|it) ~${WHOM}`,
  '(?:nobody|no one|no-one|only|also|they|who|staff|committee|trustees|members|services) ~sees? ~(?:data|details|information|it)',
  'hosted (?:by|with|on)',
  '(?:compan*|organi*|parties|providers|suppliers) receive*',
  'on our behalf',
  '(?:permit|allow|enable)(?:s|ed|ing)? ~third part* ~(?:use|access|collect)',
  '(?:we )?(?:uses?|using|engage*|employs?|work with|rely on|appoint*|instructs?) (?:\\w+,? ){0,4}?(?:third[- ]part*|sub-?processors?|processors?|vendors?|service providers?|suppliers?|processors?|contractors?|partners|vendors?|compan*|mailchimp|google|stripe|paypal|aws|amazon web services|microsoft)',
  '(?:hosted|stored|processed|managed|administered) (?:by|with) (?:a |an |our |the |third|external|google|amazon|aws|microsoft|mailchimp|stripe|outside)~',
  'data processors?',
);
export const NOT_SHARED = terms(
  "(?:not|never|n't) ~(?:shar(?:e|ed|ing)|disclos(?:e|ed|ing)|pass(?:ed)?|sell|sold|transfer(?:red)?|provide[d]?|rent|trade)",
  'no ~(?:shar(?:e|ed|ing)|disclosure|recipients?)',
);

/** "Business partners", "selected third parties": classes without an edge. */
export const OPEN_RECIPIENTS = terms(
  '(?:business|commercial|marketing|strategic|trusted|selected|carefully selected|advertising|channel|promotional|other)(?: third[- ]party)? partners',
  '(?:selected|carefully (?:selected|chosen)|trusted|certain|other|interested|reputable) third[- ]parties',
  'like-?minded (?:organi[sz]ations|companies)',
  '(?:selected|other|carefully selected) (?:companies|organi[sz]ations)',
  'partner (?:companies|organi[sz]ations)',
);

export const COUNTRY_UNITED_STATES =
  '(?:the )?(?:united states(?: of america)?|u\\.s\\.(?:a\\.?)?|usa|us|america)';
const MOVED =
  '(?:transfer(?:s|red|ring)?|stor(?:e|es|ed|ing|age)|process(?:es|ed|ing)?|send(?:ing)?|sent|shar(?:e|ed|ing)|host(?:s|ed|ing)?|servers?|transmit(?:s|ted)?|access(?:ed)?|held|disclos(?:e|ed|ure)|move[sd]?|based|operat(?:e|es|ed|ing)|located|maintained|exported?|outsourc(?:e|ed)|data cent(?:er|re)s?|transported|suppliers?|providers?|kept|reside[sd]?)';
const BEYOND =
  '(?:outside|beyond|out)(?: of)?(?: (?:the|either|both|your|their|our))? (?:(?:uk|u\\.k\\.|united kingdom|eea|e\\.e\\.a|eu|e\\.u\\.|european (?:economic area|union)|europe|country|home country|jurisdiction|countr(?:y|ies)|england|switzerland|union|ireland|luxembourg|germany|france|region|great britain|gdpr)\\b)';

/** Personal data leaving the country or the union. */
export const TRANSFER = terms(
  `${MOVED} ~${BEYOND}`,
  `${BEYOND} ~${MOVED}`,
  `${MOVED} ~(?:in|to|into|from|within) (?:servers (?:in|located in) )?${COUNTRY_UNITED_STATES}(?! (?:as|for|at|by|to|when|if|in|and we|via|know|with|through|using|on|about)\\b)`,
  'transfer(?:s|red|ring)? ~(?:third|other|foreign|various|different|another|non-e[eu]a?|any|multiple|certain) (?:\\w+ )?countr(?:y|ies)',
  '(?:international|overseas|cross-?border|third[- ]country|onward|global)(?: data)? (?:data )?transfers?',
  'transfer(?:s|red|ring)? ~(?:abroad|overseas|internationally|globally|across borders|around the world|worldwide|anywhere)',
  '(?:stored|processed|transferred|sent|held) ~(?:abroad|overseas|internationally|(?:in|to) (?:other|third|foreign|non-e[eu]a?) countr(?:y|ies))',
  'third countr(?:y|ies)',
  `${MOVED} ~any (?:other )?countr(?:y|ies)`,
  `${MOVED} ~outside (?:of )?(?:your|the) (?:state|province|country|home|local)`,
  `${MOVED} ~(?:in|from) (?:india|china|the philippines|south africa|singapore|australia|ukraine|israel|canada|brazil|russia)`,
  '(?:in|to) countr(?:y|ies) (?:outside|other than|which|that|whose|where) ~(?:data|law|protect*|privacy|transfer*|adequa*)',
  `transfer(?:s|red|ring)? ~(?:to|in|into) (?:the )?(?:usa|us|united states|india|china|australia|canada|switzerland|singapore|philippines|japan|brazil|russia|hong kong|south africa|israel)`,
);

/** Mechanisms of Chapter V, by name. */
export const SAFEGUARD = {
  clauses: terms(
    '(?:standard|model|eu|commission|approved)(?: data protection| contract(?:ual)?| eu)? (?:contract(?:ual)? )?(?:data protection )?clauses?',
    'standard contractual (?:provisions|terms)',
    'sccs?',
    'model (?:contracts?|clauses|agreements?)',
    '(?:contractual )?clauses? ~(?:approved|adopted|issued) by',
    'data protection clauses',
    'specific contracts? approved',
    'contracts? approved (?:for use|by)',
    'contractual clauses',
  ),
  uk: terms(
    'idta',
    'international data transfer (?:agreement|addendum)s?',
    '(?:uk|ico|international)(?: transfer| data transfer)? addendum',
    'uk (?:standard|transfer)',
  ),
  rules: terms('binding corporate rules', 'bcrs?'),
  adequacy: terms(
    'adequa(?:cy|te) (?:decisions?|regulations?|status|finding|determination|jurisdictions?|countr(?:y|ies))',
    '(?:adequate|sufficient|equivalent|appropriate|suitable) (?:level|degree|standard)s? of (?:data )?(?:protection|security|privacy)',
    'deemed ~adequate',
    '(?:finding|decision|regulations?) ~adequa*',
    'adequate protection',
    'adequacy',
    '(?:recogni[sz]ed|approved|whitelist*) ~(?:countr|jurisdiction)[a-z]{0,6}',
  ),
  framework: terms('data privacy framework', 'dpf', 'data bridge', 'uk extension'),
  derogation: terms(
    'explicit(?:ly)? consent* ~transfer',
    'art(?:icle|\\.)? 49',
    'derogations?',
    'consent* ~(?:to|for) (?:the|this|such|any|these) (?:transfer|proposed)',
  ),
  invalid: terms('privacy[- ]shield', 'safe[- ]harbou?r'),
  code: terms('codes? of conduct', 'certification mechanism*', 'approved certification'),
  agreement: terms(
    '(?:intra-?group|data transfer|transfer|data processing|data protection|appropriate) (?:data )?(?:transfer )?agreements?',
  ),
} as const;
export const VAGUE_SAFEGUARD = terms(
  '(?:appropriate|adequate|suitable|necessary|reasonable|similar|equivalent|required|additional|sufficient|all|legal|proper|such)(?: \\w+){0,3} (?:safeguards?|protections?|steps|measures?|precautions?|degree of protection|security|mechanisms?|contracts?)',
  '(?:steps|measures) ~(?:protect*|secur*|safeguard*)',
  'in accordance with (?:this|our|applicable|the|data protection) ~(?:policy|notice|law|gdpr)',
  'safeguards?',
  '(?:gdpr|data protection|contractual)[- ](?:complian*|obligations?|requirements?)',
  'same ~(?:protection|standards?|rules)',
);
