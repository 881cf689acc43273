import { terms } from './compile.ts';

/** Signs that United Kingdom law governs: its statutes, its authority, a seat there. */
export const UK_LAW = terms(
  'uk gdpr',
  'uk general data protection',
  "information commission(?:er)?'?s? office",
  'the information commission(?:er)?',
  'ico\\.org\\.uk',
  '(?:the )?ico',
  'data protection act,? ?\\(?(?:1998|2018)\\)?',
  'pecr',
  'privacy and electronic communications \\(ec directive\\) regulations',
  'data \\(use and access\\) act',
  'companies act 2006',
  'uk (?:addendum|extension|representative|idta|data protection act|privacy law)',
  'united kingdom (?:gdpr|general data|data protection|addendum)',
  'idta',
  '(?:wycliffe house|sk9 5af|0303 123 1113)',
);
export const UK_SEAT = terms(
  'registered in (?:england|scotland|wales|northern ireland|the uk|the united kingdom|great britain)',
  'companies house',
  'company (?:registered|incorporated) in (?:england|scotland|wales|northern ireland)',
  'england (?:and|&) wales',
  'charity (?:commission|number|no)',
  'scottish charity',
  'hm revenue',
  'hmrc',
  '(?:headquartered|based|located|established) in [^;]{0,40}?(?:united kingdom|the uk|england|scotland|wales|northern ireland|london)',
  'vat (?:no|number|reg)[^;]{0,14}?gb',
  'a uk (?:company|charity|business|registered)',
  '(?:law|laws|courts) of (?:england|scotland)',
  'uk data protection (?:act|law)',
);
export const UK_ADDRESS =
  /\b[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}\b|\+44|\.co\.uk\b|\.org\.uk\b|\.gov\.uk\b|\.ac\.uk\b/;

export const EU_LAW = terms(
  'general data protection regulation',
  '(?:eu )?gdpr',
  '(?:eu )?(?:\\(eu\\) )?2016/679',
  'european data protection',
  'e-?privacy directive',
);
export const EU_SEAT = terms(
  '(?:gmbh|s\\.?à ?r\\.?l\\.?|sicav|fcp|b\\.v\\.|a/s|aps|oy|s\\.p\\.a\\.|s\\.r\\.l\\.|e\\.v\\.|sp\\. z o\\.o\\.)',
  '(?:grand[- ]duchy of luxembourg|luxembourg law|rcs luxembourg|cssf|cnpd|cnil|bfdi|aepd|garante|datatilsynet|autoriteit persoonsgegevens)',
  'data protection commission(?:er)?',
  'ttdsg|tdddg|bdsg|telemediengesetz|dsgvo|impressum',
  '(?:dublin|berlin|paris|amsterdam|luxembourg|munich|hamburg|vienna|madrid|rome|milan|stockholm|copenhagen|helsinki|brussels|warsaw|prague|lisbon)',
);
export const US_SEAT = terms(
  'inc\\.?',
  'llc',
  'ccpa|cpra|calopp?a|coppa|california',
  'delaware',
  '(?:new york|san francisco|texas|seattle|boston|chicago|los angeles),? (?:ny|ca|tx|wa|ma|il)?',
);
