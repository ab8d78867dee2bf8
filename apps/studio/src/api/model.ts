/** The Model as the studio draws it: labels are already in the person's language. */
export interface Model {
  readonly hash: string;
  readonly entities: readonly ModelEntity[];
}

export interface ModelEntity {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  /** The field that names a record. */
  readonly title: string;
  /** Names in the API. */
  readonly one: string;
  readonly many: string;
  readonly fields: readonly ModelField[];
  readonly inverses: readonly {
    readonly name: string;
    readonly label: string;
    readonly entity: string;
    readonly field: string;
  }[];
  readonly documents: readonly { readonly name: string; readonly label: string; readonly locales: readonly string[] }[];
  readonly canCreate: boolean;
}

export interface ModelField {
  readonly name: string;
  readonly label: string;
  readonly help: string | null;
  readonly type: string;
  readonly control: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly standard: boolean;
  readonly sortable: boolean;
  readonly currency: string | null;
  /** The entity referred to. */
  readonly reference: string | null;
  readonly choices: readonly ModelChoice[] | null;
}

export interface ModelChoice {
  /** As the API says it. */
  readonly name: string;
  readonly label: string;
  readonly color: string | null;
  readonly retired: boolean;
}

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly username: string;
}
