/** What a picture of a process shows, without how it is laid out: boxes in boxes, and arrows between them. Texts in one language. */
export interface Chart {
  readonly title: string;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** A state, or what lies in one. */
export interface Box {
  readonly id: string;
  /** A part goes on at the same time as the others beside it. */
  readonly is: 'start' | 'state' | 'final' | 'part';
  readonly label: string;
  /** Small lines below the label: approvals, tasks, clocks. */
  readonly notes: readonly string[];
  /** Nested states, or parts that are all there at the same time. */
  readonly boxes: readonly Box[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Nobody fires it: time does, or the process itself. */
  readonly automatic: boolean;
}
