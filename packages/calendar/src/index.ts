export { type Calendar, type Hours, WEEKDAYS, type Weekday } from './calendar.ts';
export { holidayName } from './holidays.ts';
export { addWorkingDays, dayOf, isWorkingDay, officeHours } from './working-days.ts';
export { addWorkingHours, endOfWorkingDay, workingHoursBetween } from './working-hours.ts';
