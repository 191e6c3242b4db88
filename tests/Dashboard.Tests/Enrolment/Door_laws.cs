using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using FsCheck;
using FsCheck.Fluent;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>
/// Whatever is asked in whatever order: only who takes part has a mark, each mark is the last that was said, and every
/// press counts once.
/// </summary>
public sealed class Door_laws
{
    private static readonly PersonId[] People = [Alice, Bob, Carol];
    private static readonly Opening Today = new(Now.AddHours(-12), "Europe/Amsterdam", IsCancelled: false);

    [Fact]
    public void Marks_are_the_last_word_on_who_takes_part_and_presses_count_once() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<(byte Kind, byte Person, byte Word)[]>(),
                asked =>
                {
                    var (roster, model) = (Roster.Initial, new Model());
                    foreach (var (kind, number, word) in asked)
                    {
                        var (person, presence) = (People[number % People.Length], (Presence)(word % 3));
                        var decision = Decide(roster, kind % 7, person, presence, word);
                        model.Ask(kind % 7, person, presence, word);
                        roster = decision.Events.Aggregate(roster, Roster.Evolve);
                        Assert.Empty(Decide(roster, kind % 7, person, presence, word).Events);

                        Assert.Equal(model.Marks.OrderBy(ById), roster.Door.Marks.OrderBy(ById));
                        Assert.Equal(model.WalkIns, roster.Door.WalkIns);
                        Assert.All(roster.Door.Marks.Keys, marked => Assert.True(roster.Has(marked)));
                    }
                }
            )
        );

    private static Guid ById(KeyValuePair<PersonId, Presence> mark) => mark.Key.Value;

    private static Guid Press(int word) => new(word, 0, 0, new byte[8]);

    private static Decision<RosterEvent> Decide(
        Roster roster,
        int kind,
        PersonId person,
        Presence presence,
        int word
    ) =>
        kind switch
        {
            0 => EnrolParticipants.Decide(
                roster,
                new(Session, Anything, ACoordinator, [new("x", "X", person, null)], Attendance.OnSite, Now)
            ),
            1 => WithdrawFromSession.Decide(roster, new(Session, Anything, SignedIn(person), Now)),
            2 => RemoveParticipant.Decide(roster, new(Session, Anything, ACoordinator, person, Now)),
            3 => RecordAttendance.Decide(roster, new(Session, Today, ACoordinator, person, presence, Now)),
            4 => ClearAttendance.Decide(roster, new(Session, true, ACoordinator, person, Now)),
            5 => TakeAttendance.Decide(
                roster,
                new(Session, Today, ACoordinator, [new(person, presence)], Presence.Absent, Now)
            ),
            _ => AddWalkIns.Decide(roster, new(Session, Today, ACoordinator, 1, Press(word), Now)),
        };

    private sealed class Model
    {
        private readonly HashSet<PersonId> enrolled = [];
        private readonly HashSet<int> presses = [];

        public Dictionary<PersonId, Presence> Marks { get; } = [];

        public int WalkIns => presses.Count;

        public void Ask(int kind, PersonId person, Presence presence, int word)
        {
            if (kind == 0)
            {
                enrolled.Add(person);
            }
            else if (kind is 1 or 2)
            {
                enrolled.Remove(person);
                Marks.Remove(person);
            }
            else if (kind == 4)
            {
                Marks.Remove(person);
            }
            else if (kind == 6)
            {
                presses.Add(word);
            }
            else if (enrolled.Contains(person))
            {
                Marks[person] = presence;
            }

            foreach (var other in enrolled.Where(p => kind == 5 && p != person && !Marks.ContainsKey(p)))
            {
                Marks[other] = Presence.Absent;
            }
        }
    }
}
