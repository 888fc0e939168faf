/**
 * Dialogue for generated episodes, in English; see scripts-zh.ts. Turns at even places are for tuning, odd ones are held out.
 */
export const names = ['Emma', 'Lucas', 'Grace', 'Damian', 'Nora', 'Ethan', 'Chloe', 'Victor', 'Hazel', 'Adrian'];

export const turns: readonly (readonly string[])[] = [
  ['You actually showed up in that dress? How embarrassing for us.', 'Waiters use the back entrance, sweetheart.', 'Good evening, Miss Ashford. Your father is waiting for you on stage.', "Wait... Ashford? As in the Ashfords who own this place?"],
  ['Pick up those coins with your teeth.', "Please, I just came to see my mother.", "Take your hands off him. That man signs all of your paychecks.", "Mr. Hale? Oh God, we didn't know it was you!"],
  ['The necklace was found in her room. Explain that!', "I swear I never touched it!", "She didn't. I watched your sister put it there last night."],
  ["Sign here and you'll get fifty thousand. Then you disappear.", 'My son deserves better than a farm girl.', "Keep your money. I bought your debts this morning.", 'This house, the cars, the company. It all belongs to me now.'],
  ["That baby isn't mine and you know it.", 'Open the envelope, Mark. Read it out loud.', "Ninety-nine point nine percent... he's my son."],
  ['Security! How did this bum get past the door?', "You've got ten seconds before they throw you in the street.", 'Chairman, sorry we kept you waiting. The board is ready.', "Chairman?! That's impossible!"],
  ['A nurse telling a surgeon what to do? Know your place.', 'His heart just stopped! Somebody do something!', 'Move. I invented this procedure.', "Then you must be... Doctor Lin? The one who vanished?"],
  ["I saw the photos. You were in his car. All night!", "It isn't what you think. That man is my brother.", "The one we buried ten years ago."],
  ['You were adopted so our real daughter could have a maid.', "Get down on the floor and clean it properly.", 'Stop! You have the wrong girl. The birthmark is on her shoulder!', 'She was our daughter all this time.'],
  ['Nobody here would ever hire a dropout like you.', 'Shall I call your trailer park to pick you up?', "Funny. I came to tell you the merger is off.", "Because as of this morning, I'm the majority owner."],
  ["You'll crawl back to me within a week.", "You have nothing without my family name.", 'Check the news. My company went public an hour ago.', "And yours just lost its only investor."],
  ['One more step and the girl goes over the edge.', "Let her go! Take me instead!", "You still don't recognize me? I'm the one you left in that fire."],
  ['The Alpha rejects you. You are no mate of mine.', "Cast her out, she has no wolf.", "Her eyes... they're silver. She's the last of the royal line!", "Kneel! All of you, kneel!"],
  ["That painting is a cheap copy, just like you.", 'Somebody take that junk off the wall.', "I would not do that. She painted the original.", "You mean she's the artist? The anonymous one?"],
  ["We have your daughter. Come alone, or you'll never hear her voice again.", "Who is this? What do you want?", "Ask your husband. He's standing right next to me."],
  ["You killed my brother, and you dare wear his ring?", 'Guards, chain her!', "Your brother gave me that ring yesterday. He is alive, your majesty."],
  ["She can't even walk. Why would I marry that?", "The engagement is over. Take her chair out of here.", "You should have waited. I've been able to stand for months.", 'I only wanted to see who you really were.'],
  ["Everybody look, here comes the mistress!", 'Throw the wine in her face, she deserves it.', "The woman you just soaked is my wife.", "Your... wife? Sir, please, we had no idea!"],
  ["Scholarship kids don't sit with us.", "Dump her books in the fountain!", 'Young lady, your helicopter has landed.', "Hers? But she cleans the cafeteria!", 'Her grandfather built this school.'],
  ["You married a janitor. You're a joke to this whole family.", 'Hand over the keys and get off my property.', "Actually, your lease expired. I'm the landlord."],
  ['This dinner is two months of rent for you, right?', 'Maybe the kitchen needs an extra dishwasher.', 'Ma’am, the bottle you keep with us is ready. Your usual table?', 'Why did he call her that? Who is she?'],
  ["Grandpa's things are for family only. Let go of the box!", 'You married in. That makes you a guest.', 'Read the last line. He left every bit of it to her.'],
  ["You had me followed? You actually had me followed?", 'I was worried about you.', 'Drop the act. You wrote those letters!', 'My sister wrote them. She has copied my handwriting for ten years.'],
  ["It's my sister's big day. What is the ex-wife doing here, begging for cake?", 'Go on, groom. Tell her who you are marrying.', "There's only ever been one bride. Her."],
  ["Can't pay? Then wheel the old lady into the hallway.", 'Please, one more day!', 'Who moved my mother?', 'Director... we had no idea she was yours!'],
  ["Your dad was a gambler, so what does that make you?", 'Stand up front and let everyone see what a crook looks like.', 'Sir, the wallet is inside your own drawer.'],
  ['He lost his powers. Why feed a cripple?', 'Throw him to the wolves.', 'The seal... it is breaking.', 'Nine bolts of lightning. The immortal has come back!'],
  ["I'll count to three. Give me the code or your brother loses a hand.", 'One. Two.', 'Save your breath. Every man behind you works for me.'],
  ['The loser quits cooking forever. Those are the terms.', "You're a rookie. What could you possibly show me?", "The judges are standing. That's the late master's signature dish!", 'He took one last student after all.'],
  ['Without me you could not even make rent.', 'Look at page one, line one.', "Largest creditor... that's your name. How?"],
  ["Careful with the tea, auntie. That rug costs more than your village.", 'What are you laughing at? Never seen a mansion before?', 'Forgive the staff, my dear. Your grandmother left this estate to you.'],
  ['The queen sends you a cup of wine. Drink it and say thanks.', 'I never harmed the prince!', 'The boy woke up. He is pointing at... the queen!'],
];

export const neutral: readonly string[] = [
  'Good morning, traffic was slow today.', 'Did you have breakfast yet?', 'I left the umbrella by the door.', 'Do you want to go hiking on Saturday?', 'The meeting moved to three.', 'Could you get me some water?', 'It looks like rain.',
  'The movie last night was pretty good.', 'I bought this jacket last year.', 'When does school finish?', 'You go up, I will park the car.', 'There are two tomatoes in the fridge.', 'I sent the files to your inbox.', 'That noodle shop has new chairs.',
  'Your line was busy all morning.', 'We turn left at the next corner.', 'Grandma says to visit more often.', 'The signal is weak in here.', 'The soup needs a little salt.', 'Close the window, it is cold.', 'I booked the ten o’clock train.',
  'A bookshop opened down the street.', 'He just got back from Boston.', 'The plants need watering.', 'Have a seat, I will get changed.', 'Did we pay the power bill?', 'What should we have for dinner?', 'You live on the east side, right?',
  'The new intern works hard.', 'This report looks fine.', 'What time is your flight?', 'I will walk you downstairs.', 'All right, that is settled.', 'The cat next door had kittens.', 'Let me cut some fruit.', 'Where is the restroom?',
  'This street is lively at night.', 'You cut your hair.', 'I have not decided yet.', 'Let us get coffee later.', 'Okay, I see.', 'Sure, no problem.', 'Really? That is great!', 'Oh, look at the time!', 'Hurry, the food is getting cold!',
];

export const nearMisses: readonly string[] = [
  'If I were the boss, every day would be a holiday.', 'In the movie she slaps him and says get out.', 'The owner is not in today.', 'You got question four wrong, try again.', 'I could kill for a sandwich right now.',
  'She plays a secret princess in the school play.', 'The secret ingredient is nutmeg.', "He's not the chairman, he just has the same name.", 'Our chairman is visiting the branch on Tuesday.', 'Careful, the plate is hot!',
  'My daughter starts first grade this year.', 'Wait for me, my shoe is untied!', 'That can not be the sale price.', 'A police officer is giving a talk at school.',
];

export const strongEnds: readonly (readonly string[])[] = [
  ['How long have you been lying to me?', "That crash... was no accident.", 'And the person who killed your mother is standing right behind you.'],
  ['Hold her down. Cut off her hair.', 'Before you do, look at what is around my neck.', "That crest... who are you?!"],
  ['On your knees. Pick up every last dollar.', 'The lab just called. The father of the child is...', "No. It can't be him!"],
  ['You will never be one of us.', 'Then tell me, where is the real heiress?', 'You are looking at her.'],
  ['Nobody leaves this room tonight.', 'Look out of the window. Who do you think they came for?', "But you... you're supposed to be dead!"],
  ['Everyone saw you push her off that balcony!', "I didn't! Why won't anyone believe me?", 'Wait. Her hand... it just moved!'],
];
export const mildEnds: readonly (readonly string[])[] = [
  ['Will you be at the meeting tomorrow?', 'We will see.'], ['Strange. Who sent this letter?'], ['Did you hear someone knock?'], ['Why is he not back yet?'], ['Let us not tell mom about this.'], ['I feel like we have met before.'],
];
export const closedEnds: readonly (readonly string[])[] = [
  ['It is over now.', 'Come on, let us go home and eat.'], ['Thank you for staying with me.', 'Of course, silly.'], ['Finally done. Get some rest.'], ['Congratulations, the project passed.', 'We all did it together.'], ['Good night, sleep well.'],
];
