using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using FsCheck;
using FsCheck.Fluent;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Whatever is asked in whatever order, the roster is what plain lists would be.</summary>
public sealed class Roster_laws
{
    private static readonly PersonId Dora = new(new("dddddddd-dddd-4ddd-8ddd-dddddddddddd"));
    private static readonly PersonId[] People = [Alice, Bob, Carol, Dora];

    // Two places less than there are people; coordinators enter more.
    private static readonly Terms Small = Anything with { Registration = new(Capacity: 2) };

    private const int Kinds = 7;

    [Fact]
    public void The_roster_is_what_plain_lists_would_be_and_nobody_stands_on_it_twice() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<(byte Kind, byte Person)[]>(),
                asked =>
                {
                    var roster = Roster.Initial;
                    var model = new Model();
                    foreach (var (kind, number) in asked)
                    {
                        var person = People[number % People.Length];
                        var decision = Decide(roster, kind % Kinds, person);
                        model.Ask(kind % Kinds, person);
                        foreach (var e in decision.Events)
                        {
                            Assert.False(e is ParticipantEnrolled enrolled && roster.Has(enrolled.Person));
                            Assert.False(
                                e is ParticipantWaitlisted waiting && roster.AskedBy(waiting.Person) is not null
                            );
                            roster = Roster.Evolve(roster, e);
                        }

                        Assert.Equal(model.Enrolled.Order(ById), roster.Enrolled.Keys.Order(ById));
                        Assert.Equal(model.Waiting, roster.Waiting.Select(w => w.Person));
                        Assert.Equal(model.Removed.Order(ById), roster.Removed.Keys.Order(ById));
                        Assert.Equal(model.Open, Registration.At(Now, Small.Registration, roster.Hand).IsOpen);
                        Assert.True(roster.Waiting.IsEmpty || Small.FreePlaces(roster) == 0);
                    }
                }
            )
        );

    private static readonly Comparer<PersonId> ById = Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static Decision<RosterEvent> Decide(Roster roster, int kind, PersonId person) =>
        kind switch
        {
            0 => EnrolInSession.Decide(roster, new(Session, Small, SignedIn(person), Attendance.OnSite, Now)),
            1 => WithdrawFromSession.Decide(roster, new(Session, Small, SignedIn(person), Now)),
            2 => RemoveParticipant.Decide(roster, new(Session, Small, ACoordinator, person, Now)),
            3 => EnrolParticipants.Decide(
                roster,
                new(Session, Small, ACoordinator, [new("x", "X", person, null)], Attendance.Remote, Now)
            ),
            4 => RestoreParticipant.Decide(roster, new(Session, true, ACoordinator, person, Now)),
            _ => SwitchRegistration.Decide(roster, new(Session, Small.Registration, ACoordinator, kind == 5, Now)),
        };

    private sealed class Model
    {
        public HashSet<PersonId> Enrolled { get; } = [];

        public List<PersonId> Waiting { get; } = [];

        public HashSet<PersonId> Removed { get; } = [];

        public bool Open { get; private set; } = true;

        public void Ask(int kind, PersonId person)
        {
            switch (kind)
            {
                case 0
                    when Open && !Enrolled.Contains(person) && !Removed.Contains(person) && !Waiting.Contains(person):
                    Waiting.Add(person);
                    break;
                case 1 or 2:
                    Leave(person, removed: kind == 2);
                    break;
                case 3 when !Enrolled.Contains(person):
                case 4 when Removed.Contains(person):
                    Enrolled.Add(person);
                    Waiting.Remove(person);
                    Removed.Remove(person);
                    break;
                case 5 or 6:
                    Open = kind == 5;
                    break;
            }

            while (Waiting.Count > 0 && Enrolled.Count < Small.Registration.Capacity)
            {
                Enrolled.Add(Waiting[0]);
                Waiting.RemoveAt(0);
            }
        }

        private void Leave(PersonId person, bool removed)
        {
            if (Enrolled.Remove(person) && removed)
            {
                Removed.Add(person);
            }

            Waiting.Remove(person);
        }
    }
}
