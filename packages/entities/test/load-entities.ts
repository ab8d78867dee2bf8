import { formatProblem } from '@dealwright/diagnostics';
import { loadModel } from '@dealwright/metadata';
import { calendarKind, choicesKind, dataKind, entityKind, settingKind } from '../src/index.ts';

/** What every Model has, because standard fields refer to it. */
const USER = 'kind: entity\nname: User\ntitle: name\nfields:\n  name: { type: text }\n';

/** Loads YAML with the kinds of this package; lines of problems without warnings of missing translations. */
export function load(yaml: string) {
  const kinds = [choicesKind, settingKind, calendarKind, entityKind, dataKind];
  const { model, problems } = loadModel(
    [
      { path: 'user.yaml', text: USER },
      { path: 'a.yaml', text: yaml },
    ],
    kinds,
  );
  return {
    model,
    lines: problems.filter((each) => each.code !== 'MISSING_TRANSLATION').map((each) => formatProblem(each)),
  };
}

/** An entity `Order` with the given fields (a YAML block, indented by two). */
export const order = (fields: string, more = '') =>
  `kind: entity\nname: Order\ntitle: subject\nfields:\n  subject: { type: text }\n${fields}\n${more}`;
