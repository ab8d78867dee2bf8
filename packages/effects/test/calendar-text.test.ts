import type { Context, FileStore } from '@dealwright/records';
import { describe, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { calendarText } from '../src/calendar-invitations/calendar-text.ts';
import { mailSender, postOffice, secretsOf } from '../src/index.ts';
import { startMailServer } from './mail-server.ts';

const event = {
  uid: 'r1-visit@shop.example',
  sequence: 3,
  // Two hours in the night in which the clocks of Bucharest go back.
  starts: '2026-10-25T00:30:00.000Z',
  ends: '2026-10-25T02:30:00.000Z',
  stamp: '2026-03-02T10:00:00.000Z',
  summary: 'Vizită la Brutăria Spicul; cu, virgule',
  description: 'Prima linie\nA doua, foarte lungă: '.padEnd(200, 'ș'),
  place: 'Str. Lungă nr. 40, Brașov',
  organizer: { name: 'Sales Desk', email: 'sales@shop.example' },
  attendees: [
    { name: 'Ana Pop', email: 'ana@example.com' },
    { name: '', email: 'gheorghe@example.com' },
  ],
};

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const found = calendar.getFirstSubcomponent('vevent');
  if (!found) throw new Error('no event');
  return { calendar, found, read: new ICAL.Event(found) };
}

describe('an invitation', () => {
  test('is read by another library as it was meant', () => {
    const { calendar, found, read: back } = read(calendarText('REQUEST', event));
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(back.uid).toBe(event.uid);
    expect(back.sequence).toBe(3);
    expect(back.summary).toBe(event.summary);
    expect(back.description).toBe(event.description);
    expect(back.location).toBe(event.place);
    expect(back.startDate.toJSDate().toISOString()).toBe(event.starts);
    expect(back.endDate.toJSDate().toISOString()).toBe(event.ends);
    expect(back.organizer).toBe('mailto:sales@shop.example');
    expect(back.attendees.map((each) => String(each.getFirstValue()).toLowerCase())).toEqual([
      'mailto:ana@example.com',
      'mailto:gheorghe@example.com',
    ]);
    expect(back.attendees[0]?.getParameter('rsvp')).toBe('TRUE');
    expect(found.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(String(found.getFirstPropertyValue('dtstamp'))).toBe('2026-03-02T10:00:00Z');
  });

  test('is called off under the same id', () => {
    const { calendar, found, read: back } = read(calendarText('CANCEL', { ...event, sequence: 4 }));
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(found.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect([back.uid, back.sequence]).toEqual([event.uid, 4]);
  });

  test('has lines of at most 75 bytes, ended as the standard wants', () => {
    const lines = calendarText('REQUEST', event).split('\r\n');
    expect(lines.length).toBeGreaterThan(10);
    expect(Math.max(...lines.map((each) => Buffer.byteLength(each)))).toBeLessThanOrEqual(75);
  });

  test('comes by mail as an alternative that calendars understand, and as a file', async () => {
    const server = await startMailServer();
    const secrets = secretsOf({ SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'sales@shop.example' });
    const send = mailSender({
      post: postOffice(secrets),
      files: {} as FileStore,
      context: () => ({}) as Context,
      publicUrl: undefined,
      log: () => {},
    });
    const text = calendarText('REQUEST', event);
    const data = {
      to: 'ana@example.com',
      subject: 'Visit',
      text: 'Hello',
      locale: 'en',
      calendar: { method: 'REQUEST', text },
    };
    const entry = { id: 'e', is: 'send', entity: 'Order', record: 'r', data, requestId: 'test' };
    await send(entry, { number: 1 });
    await server.close();
    const parts = server.mails[0]?.attachments.map(({ contentType, filename }) => [contentType, filename]) ?? [];
    expect(parts).toContainEqual(['application/ics', 'invite.ics']);
    expect(server.mails[0]?.headerLines.map(({ line }) => line).join('\n')).toContain('multipart/');
    const calendars = server.mails[0]?.attachments.filter(({ contentType }) => contentType === 'text/calendar') ?? [];
    for (const each of calendars) expect(read(each.content.toString()).read.uid).toBe(event.uid);
    expect(calendars).toHaveLength(1);
  });
});
