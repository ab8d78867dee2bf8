import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

/** Something that people are invited to, as their calendars know it. */
export interface CalendarEvent {
  readonly uid: string;
  /** Counts up with each change that is sent. */
  readonly sequence: number;
  /** ISO instants. */
  readonly starts: string;
  readonly ends: string;
  readonly stamp: string;
  readonly summary: string;
  readonly description: string;
  readonly place: string | null;
  readonly organizer: { readonly name: string; readonly email: string };
  readonly attendees: readonly { readonly name: string; readonly email: string }[];
}

/** The event as iCalendar (RFC 5545, 5546). Instants in UTC: every calendar shows them in its reader's zone. */
export function calendarText(method: 'REQUEST' | 'CANCEL', event: CalendarEvent): string {
  const calendar = ical({
    prodId: { company: 'Dealwright', product: 'Dealwright' },
    method: ICalCalendarMethod[method],
  });
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    start: new Date(event.starts),
    end: new Date(event.ends),
    stamp: new Date(event.stamp),
    summary: event.summary,
    description: event.description,
    location: event.place,
    organizer: event.organizer,
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    attendees: event.attendees.map(({ name, email }) => ({
      name,
      email,
      rsvp: true,
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.NEEDSACTION,
    })),
  });
  return calendar.toString();
}
