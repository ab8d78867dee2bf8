export { type Calendar, type Hours, WEEKDAYS, type Weekday } from './calendar.ts';
export { addTime, addTo, type Duration, instantAt, readDuration, timeBetween, UNITS, type Unit } from './durations.ts';
export { holidayName } from './holidays.ts';
export { addWorkingDays, dayOf, isWorkingDay, officeHours } from './working-days.ts';
export { addWorkingHours, endOfWorkingDay, workingHoursBetween } from './working-hours.ts';
