/** Frequent given names of many countries, folded: enough of them in a column say that it holds people's names. */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven
  paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan
  stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose
  adam henry nathan douglas zachary peter kyle walter ethan jeremy harold carl keith roger gerald lawrence sean christian
  mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly
  emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley
  anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane
  ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline
  martha gloria teresa ann sara madison frances kathryn janice jean alice julia grace judy sophia rose denise amber jill jane
  oliver harry charlie oscar alfie leo archie isla amelia ava mia poppy ella lily ian neil stuart graham simon nigel trevor
  ada alan albert arthur bruce craig derek duncan ewan fiona gavin heidi iain karl lewis lucy luke martin max nina owen
  hans klaus juergen jurgen wolfgang dieter manfred uwe heinz horst gunter guenter helmut gerhard werner bernd rainer stefan
  andreas matthias markus sebastian tobias florian lukas jonas felix moritz leon finn ursula monika petra sabine renate helga
  brigitte ingrid erika gisela birgit angelika heike silke katrin claudia susanne anja tanja katharina lena lea leonie johanna
  pierre michel andre philippe jacques bernard alain rene louis nicolas francois laurent olivier julien antoine hugo
  marie jeanne francoise monique sylvie isabelle nathalie valerie celine aurelie camille manon chloe lea juliette sophie
  antonio manuel francisco juan pedro jesus angel miguel javier carlos luis alejandro fernando pablo sergio jorge alberto
  carmen josefa isabel dolores pilar ana cristina lucia elena rosa mercedes raquel beatriz ines paula
  giuseppe giovanni mario luigi francesco salvatore angelo vincenzo pietro marco luca matteo andrea lorenzo alessandro
  giulia chiara francesca federica valentina elisa silvia paola roberta giorgia sofia martina alessia
  jan piet kees johan hendrik cornelis willem gerrit pieter bram daan sem lars joost anneke sanne femke lotte fleur anouk
  joao paulo rui tiago diogo goncalo luiz rafael lucas gustavo marcelo mariana beatriz leonor carolina fernanda juliana
  piotr krzysztof andrzej tomasz jan pawel michal marcin stanislaw jakub lukasz katarzyna malgorzata agnieszka krystyna
  barbara ewa elzbieta zofia magdalena joanna
  erik lars anders karl mikael johan nils bjorn ole svein kari ingrid astrid sven gunnar linnea freja matti juhani
  ivan sergei dmitri alexei vladimir olga natalia tatiana svetlana irina ekaterina anastasia nikolai mikhail
  mohammed muhammad ahmed ali omar hassan hussein ibrahim yusuf fatima aisha khadija mariam layla mehmet mustafa ayse fatma emre
  wei li ming hui jing yan hiroshi takashi kenji yuki akira sakura priya rahul amit sanjay anjali ravi sunita deepak neha arjun
  kofi kwame amara chinedu ngozi thabo sipho`.split(/\s+/),
);
