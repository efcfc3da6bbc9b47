import type { Language } from './text.ts'

const by = (at: string | null) => (at === null ? '' : ` Please answer by ${at}.`)
const on = (at: string | null) => (at === null ? '' : ` for ${at}`)
const others = 'A no takes nothing from you: other mentors are glad to be asked, today if you like.'

export const english: Language = {
  somebody: 'Somebody',
  partner: 'Your practice partner',
  kinds: {
    REQUEST_RECEIVED: ({ name, at }) => ({
      title: `${name} asks you for a conversation`,
      text: `${name} would like to hear from you about your work.${by(at)} You can accept, ask something first, or decline in one step.`
    }),
    REQUEST_REMINDER: ({ name, at }) => ({
      title: `${name} is waiting for your answer`,
      text: `The request of ${name} is still open.${by(at)} Declining takes one step.`
    }),
    REQUEST_ACCEPTED: ({ name, at }) => ({
      title: `${name} will talk with you`,
      text: `${name} has accepted your request.${at === null ? '' : ` The conversation begins on ${at}.`}`
    }),
    REQUEST_DECLINED: ({ name }) => ({
      title: `${name} can't talk with you this time`,
      text: `${name} is not available for this request. ${others}`
    }),
    REQUEST_EXPIRED: ({ name }) => ({
      title: `Your request to ${name} has ended`,
      text: `There was no answer in time. ${others}`
    }),
    REQUEST_CLOSED: ({ name }) => ({
      title: `${name} takes no requests at present`,
      text: `Your request has ended, and it has nothing to do with you. ${others}`
    }),
    REQUEST_WITHDRAWN: ({ name, isByOffice }) =>
      isByOffice
        ? {
            title: 'The career center has taken back a request',
            text: `The request between you and ${name} has ended. Nothing is left for you to do.`
          }
        : {
            title: `${name} has taken back a request`,
            text: `You need not answer the request of ${name} any more.`
          },
    INFO_REQUESTED: ({ name, at }) => ({
      title: `${name} has a question about your request`,
      text: `${name} would like to know something before answering.${by(at)}`
    }),
    INFO_REMINDER: ({ name, at }) => ({
      title: `${name} is waiting for your answer`,
      text: `The question of ${name} about your request is still open.${by(at)}`
    }),
    INFO_PROVIDED: ({ name, at }) => ({
      title: `${name} has answered your question`,
      text: `You can read what ${name} says, and answer the request.${by(at)}`
    }),
    MEETING_CANCELLED: ({ name, at, isByOffice }) => ({
      title: isByOffice
        ? `The career center has cancelled your conversation with ${name}`
        : `${name} has cancelled the conversation`,
      text: at === null ? 'The conversation will not take place.' : `The conversation on ${at} will not take place.`
    }),
    MEETING_COMPLETED: ({ name }) => ({
      title: `You have talked with ${name}`,
      text: `${name} says that the conversation took place.`
    }),
    MEETING_NO_SHOW: ({ name, at }) => ({
      title: `${name} says that you did not meet`,
      text: `${name} waited for you${at === null ? '' : ` on ${at}`}. If that is a mistake, please write to ${name}.`
    }),
    REFERRAL_RECEIVED: ({ name }) => ({
      title: `${name} has passed on a name to you`,
      text: `${name} suggests somebody else to ask. If it is a mentor of the campus, a draft is ready for you.`
    }),
    COUNTER_PROPOSED: ({ name, at }) => ({
      title: `${name} proposes something else`,
      text: `${name} proposes other times or another way to talk.${by(at)} You can accept it, or propose something in turn.`
    }),
    COUNTER_REMINDER: ({ name, at }) => ({
      title: `${name} is waiting for your answer`,
      text: `What ${name} proposes is still open.${by(at)}`
    }),
    COUNTER_ACCEPTED: ({ name, at }) => ({
      title: `${name} has accepted what you proposed`,
      text: at === null ? 'The conversation is set.' : `The conversation begins on ${at}.`
    }),
    REQUEST_UNANSWERED: ({ name }) => ({
      title: `A request of ${name} has ended`,
      text: `You need not answer it any more. If you have little time at present, you can pause, and nobody will ask you.`
    }),
    STUDENT_UNANSWERED: ({ name }) => ({
      title: `${name} got no answer`,
      text: `A request of ${name} was not answered in time.`
    }),
    REQUEST_LAPSED: ({ name }) => ({
      title: `Your request to ${name} has ended`,
      text: `${name} waited for your answer, and the time for it is over. You can ask again, or ask somebody else.`
    }),
    STUDENT_SILENT: ({ name }) => ({
      title: `A request of ${name} has ended`,
      text: `It waited for an answer of ${name}, which did not come in time.`
    }),
    REVIEW_REQUESTED: ({ name }) => ({
      title: `${name} asks for your opinion`,
      text: `${name} would like you to look at something before it goes on.`
    }),
    REVIEW_COMMENTED: ({ name }) => ({
      title: `${name} has said something about a review`,
      text: `There is a new remark to read.`
    }),
    REVIEW_APPROVED: ({ name }) => ({
      title: `${name} has approved what you sent`,
      text: `You can go on with it as it is.`
    }),
    REVIEW_RETURNED: ({ name }) => ({
      title: `${name} has given back what you sent`,
      text: `You can read what ${name} would change, and ask again.`
    }),
    MOCK_SESSION_PLANNED: ({ name, at }) => ({
      title: `${name} would like to practise with you`,
      text: `A practice conversation is planned${on(at)}. Afterwards you can say how it went.`
    }),
    MOCK_SESSION_MOVED: ({ name, at }) => ({
      title: `${name} has moved your practice conversation`,
      text: `It is planned${on(at)} now.`
    }),
    MOCK_SESSION_CANCELLED: ({ name }) => ({
      title: `${name} has called off your practice conversation`,
      text: 'Nothing is left for you to do.'
    }),
    MOCK_FEEDBACK_GIVEN: ({ name }) => ({
      title: `${name} says how your practice went`,
      text: 'You can read what went well, and what could be better.'
    }),
    QUESTIONS_COMMENTED: ({ name }) => ({
      title: `${name} has said something about the questions`,
      text: 'There is a new remark on what is to be asked.'
    }),
    CARD_OFFERED: ({ name }) => ({
      title: `${name} would like to exchange cards with you`,
      text: `Once you agree, too, each of you reads the other's card.`
    }),
    CARDS_EXCHANGED: ({ name }) => ({
      title: `You and ${name} have exchanged cards`,
      text: `You can read now how to reach ${name}.`
    }),
    MENTORSHIP_PROPOSED: ({ name }) => ({
      title: `${name} proposes a mentorship`,
      text: `${name} would like to go on with you as mentor and mentee. It begins when you agree; you can also decline.`
    }),
    MENTORSHIP_ANSWERED: ({ name }) => ({
      title: `${name} has answered about the mentorship`,
      text: `You can read in the portal what ${name} says. What you have had with each other stays.`
    }),
    UPDATE_DUE: () => ({
      title: 'Some of your people would like to hear from you',
      text: 'It has been a while since you were in touch. A few lines on how it goes are enough, to those who helped you most of all.'
    }),
    THANK_YOU_REMINDER: ({ name, at }) => ({
      title: `Have you thanked ${name}?`,
      text: `A few words are enough, best while the conversation is fresh.${at === null ? '' : ` They are on time until ${at}.`} A draft is ready for you.`
    }),
    FOLLOW_UP_UNDELIVERED: ({ name }) => ({
      title: `Your mail to ${name} did not arrive`,
      text: `What you wrote could not be delivered. Please tell ${name} in another way.`
    }),
    COMMITMENT_REMINDER: ({ name }) => ({
      title: `What you promised ${name} is due today`,
      text: `Tell ${name} how it went: that you have tried is what counts.`
    }),
    COMMITMENT_REPORTED: ({ name }) => ({
      title: `${name} tells you how it went`,
      text: `${name} has taken up something that you suggested. You can read what came of it.`
    }),
    MENTOR_INVITED: () => ({
      title: 'Would you help those who come after you?',
      text: 'You have landed, and others are where you were. As a mentor you talk with them for half an hour, as often as you like.'
    }),
    ACCOUNTABILITY_INVITED: ({ name }) => ({
      title: `${name} asks you to be an accountability partner`,
      text: `Two short check-ins a day: what you will do, and that you did it. You can read the pact that ${name} proposes, agree, or not.`
    }),
    ACCOUNTABILITY_ACCEPTED: ({ name }) => ({
      title: `${name} is your accountability partner`,
      text: `You have agreed on a pact. Say in the morning one thing that you will do.`
    }),
    ACCOUNTABILITY_PACT_PROPOSED: ({ name }) => ({
      title: `${name} proposes other words for your pact`,
      text: `The words that you agreed on hold until you agree to the new ones.`
    }),
    ACCOUNTABILITY_ENDED: ({ name }) => ({
      title: `You and ${name} are no accountability pair`,
      text: `That needs no reason, and says nothing about you. You can ask somebody else whenever you like.`
    }),
    ACCOUNTABILITY_CHECKED_IN: ({ name }) => ({
      title: `${name} has checked in`,
      text: `You can read it, and answer with a word of praise.`
    }),
    ACCOUNTABILITY_MISSED: ({ name, pact, isOwn }) => ({
      title: isOwn ? 'Your day is over, and the check-in is open' : `${name} has not said that it is done`,
      text: `${isOwn ? 'You have not said that it is done.' : 'The day is over.'} You two agreed: ${pact ?? ''}`
    }),
    ACCOUNTABILITY_REACTION: ({ name }) => ({
      title: `${name} answers your check-in`,
      text: `You can read what ${name} says.`
    })
  },
  mail: {
    greeting: (name) => `Hello ${name},`,
    digest: { subject: (count) => `${count} news`, intro: 'this is what happened since the last mail:' },
    why: (campus) => `You get this mail because of your conversations at ${campus}.`,
    unsubscribe: 'Stop these mails'
  },
  unsubscribed: {
    question: 'Do you want to stop these mails? What happens stays visible in the portal.',
    button: 'Stop these mails',
    done: 'You will get no more of these mails. You can turn them on again in the portal.',
    unknown: 'This link is not valid.'
  }
}
