import type { Letters } from './letter.ts'

const letter = (...paragraphs: string[]): string => paragraphs.join('\n\n')

export const english: Letters = {
  why: (sender, campus) => `${sender} wrote this to you by way of ${campus}. Your answer goes to them.`,
  unsubscribe: 'Stop mails from here',
  THANK_YOU: ({ other, own }) => ({
    subject: 'Thank you for our conversation',
    text: letter(
      `Dear ${other},`,
      'Thank you for taking the time to talk with me. What I take away most of all is [what you learned].',
      'You suggested [what they suggested], and this is what I will do next: [your next step, and until when].',
      'With kind regards,',
      own
    )
  }),
  UPDATE: ({ other, own }) => ({
    subject: 'How it went on since we talked',
    text: letter(
      `Dear ${other},`,
      'When we talked, you suggested [what they suggested]. Since then [what you did about it].',
      'What came of it: [what you found out].',
      'Thank you again,',
      own
    )
  }),
  LANDING_NOTICE: ({ other, own }) => ({
    subject: 'News from me',
    text: letter(
      `Dear ${other},`,
      'I have good news: [where you landed, and as what].',
      'You have a part in it, because [how they helped].',
      'If I can do something for you, or for others who come after me, please write: [how to reach you from now on].',
      'With thanks,',
      own
    )
  })
}
