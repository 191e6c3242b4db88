using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity;
using CampaignDashboard.Tests.Campaigns;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.WikiFarm;

/// <summary>
/// Every figure at every level, after each of three data updates with all steps, equals what SQL counts in the databases of real
/// MediaWikis (<see cref="ScopeCount"/>), while pages are deleted, restored and moved, revisions hidden, people renamed, late,
/// new, back and gone, and sessions share people, pages and time. What the farm does not have stands in for: Meta for
/// Wikidata, and a service on loopback for the page views that Wikimedia counts beside its wikis. Participants, attendees and
/// organisers are known to no wiki: they are counted from the plans. Uses of a file on other wikis than its own need the
/// extension GlobalUsage, which Debian's MediaWiki has not: FileUseTests has its recorded shape.
/// </summary>
public sealed class Figures_equal_the_wikis_databases(PostgresCluster cluster) : IAsyncLifetime
{
    private static readonly string Science = Editathon.WomenInScience.Name;
    private static readonly string Technology = Editathon.WomenInTechnology.Name;
    private const string Items = "Items and articles";

    private static readonly ProgramPlanned AnotherProgram = Planned.ProgramPlanned with
    {
        Program = new(new Guid("00000000-0000-4000-8000-0000000000aa")),
        Slug = "items",
    };

    private FollowedFarm farm = null!;

    public async ValueTask InitializeAsync() =>
        farm = await FollowedFarm.Start(cluster, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => farm.DisposeAsync();

    [Fact]
    public async Task At_each_look_of_three()
    {
        var stop = TestContext.Current.CancellationToken;
        await Plan();
        await Aftermath.BeforeTheFirstLook(farm.Farm, stop);
        farm.LookAtPages(after: null, Day(Aftermath.FirstLook, -1));
        await farm.Update(Aftermath.FirstLook);
        await AllAgrees();

        await farm.Host.Get<RenameCheck>().Run(stop);
        await Aftermath.BeforeTheSecondLook(farm.Farm, stop);
        farm.LookAtPages(Day(Aftermath.FirstLook, -1), Day(Aftermath.LastLook, -1));
        await PeopleChange();
        await farm.Update(Aftermath.SecondLook);
        await AllAgrees();

        await Aftermath.BeforeTheLastLook(farm.Farm, stop);
        await farm.Update(Aftermath.LastLook);
        await AllAgrees();
        // Nothing agrees by being nothing.
        Assert.DoesNotContain(farm.Count(Science, Technology, Items), figure => figure.Value is null or 0);
    }

    private async Task Plan()
    {
        await farm.Host.Happened(AnotherProgram.Program.Value, "program", AnotherProgram);
        await farm.Schedule(
            Of(Editathon.WomenInScience) with
            {
                Present = [Editathon.Ines, Editathon.Bram, Editathon.Nia],
                WalkIns = 3,
                Coordinators = [Editathon.Lou, Editathon.Pat],
            },
            Planned.TheProgram
        );
        await farm.Schedule(
            Of(Editathon.WomenInTechnology) with
            {
                Present = [Editathon.Bram, Editathon.Sam],
                WalkIns = 2,
                Coordinators = [Editathon.Lou],
            },
            Planned.TheProgram,
            late: Editathon.Lena
        );
        // Ada Lovelace is new here, too, and does nothing until later.
        await farm.Schedule(
            new CountedSession(
                Items,
                Editathon.At("2026-03-20 00:00:00"),
                Editathon.At("2026-04-10 00:00:00"),
                [new("enwiki", 0), new("wikidatawiki", 0)],
                [Editathon.Zoe, Editathon.Nia, Editathon.Comma, Editathon.Pat, Editathon.Quentin]
            )
            {
                Coordinators = [Editathon.Zoe],
            },
            AnotherProgram.Program
        );
        await farm.Appoint(Planned.TheProgram.Value, Editathon.Quentin);
    }

    /// <summary>One comes late, one leaves, one has another name, and a page is taken out.</summary>
    private async Task PeopleChange()
    {
        await farm.Enrol(Technology, Editathon.Lena);
        await farm.Withdraw(Science, Editathon.Olga);
        await farm.Exclude(Science, "enwiki", await farm.PageOf("enwiki", "Women in science 🎉"), by: Editathon.Lou);
        farm.Host.Clock.PassTo(Aftermath.SecondLook);
        await farm.Host.Get<RenameCheck>().Run(TestContext.Current.CancellationToken);
        farm.Renamed(Editathon.Bram, Aftermath.NewName);
    }

    private async Task AllAgrees()
    {
        string[] differences =
        [
            await farm.Differences(NodeKind.Session, farm.NodeOf(Science), Science),
            await farm.Differences(NodeKind.Session, farm.NodeOf(Technology), Technology),
            await farm.Differences(NodeKind.Session, farm.NodeOf(Items), Items),
            await farm.Differences(NodeKind.Program, Planned.TheProgram.Value, Science, Technology),
            await farm.Differences(NodeKind.Program, AnotherProgram.Program.Value, Items),
            await farm.Differences(NodeKind.Campaign, Planned.TheCampaign.Value, Science, Technology, Items),
            await farm.Differences(NodeKind.Organiser, Planned.TheOrganiser.Value, Science, Technology, Items),
        ];
        Assert.True(
            Array.TrueForAll(differences, d => d.Length == 0),
            string.Join('\n', differences.Where(d => d.Length > 0))
        );
    }

    private static CountedSession Of(EditathonSession session) =>
        new(session.Name, session.Start, session.End, Editathon.Wikis, session.Participants);

    private static DateOnly Day(DateTimeOffset look, int days) => DateOnly.FromDateTime(look.UtcDateTime).AddDays(days);
}
