import type { Text } from '@dealwright/diagnostics';
import type { FeelType } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';

/**
 * A named number, text, date or list which analysts may change. In expressions: `settings.first-contact-hours` is written
 * `settings.firstContactHours`: names are camelCase so that FEEL reads them as one name.
 */
export interface Setting {
  readonly name: string;
  readonly label: Text;
  readonly type: FeelType;
  readonly value: Json;
}
