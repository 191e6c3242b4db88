using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using static CampaignDashboard.Tests.Campaigns.Planned;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>A coordinator names an item: refused if Wikidata says that there is none, accepted if it says nothing.</summary>
public sealed class Named_items_must_exist(PostgresCluster postgres)
{
    private static readonly NamedItems NoneIsThere = new(["Q190804", "Q641676", "Q22671", "Q404"]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void An_item_that_does_not_exist_is_refused_wherever_it_is_named()
    {
        const string Code = "no-such-item";
        Spec.Given<Organiser, OrganiserEvent>(Registered)
            .When(s =>
                DescribeOrganiser.Decide(s, Describe(OrganiserAnew.Details, Coordinator) with { Items = NoneIsThere })
            )
            .ThenRefused(Code);
        Spec.Given<Campaign, CampaignEvent>(Started)
            .When(s =>
                DescribeCampaign.Decide(s, Describe(CampaignAnew.Details, Coordinator) with { Items = NoneIsThere })
            )
            .ThenRefused(Code);
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>(Planned.ProgramPlanned)
            .When(s =>
                DescribeProgram.Decide(s, Describe(ProgramAnew.Details, Coordinator) with { Items = NoneIsThere })
            )
            .ThenRefused(Code);
        Spec.Given<Session, SessionEvent>(Scheduled)
            .When(s =>
                DescribeSession.Decide(s, Describe(SessionAnew.Details, Coordinator) with { Items = NoneIsThere })
            )
            .ThenRefused(Code);
        Spec.Given<Session, SessionEvent>(Scheduled)
            .When(s =>
                DescribeSession.Decide(
                    s,
                    Describe(new SessionDetails("Spring", VenueItem: "Q404"), Coordinator) with
                    {
                        Items = NoneIsThere,
                    }
                )
            )
            .ThenRefused(Code);
        foreach (
            var change in (Func<ScheduleSession.Request, ScheduleSession.Request>[])
                [r => r with { WikidataItem = "q404" }, r => r with { VenueItem = " Q404 " }]
        )
        {
            var asked = Schedule(Coordinator);
            Spec.Given<Session, SessionEvent>()
                .When(s => ScheduleSession.Decide(s, asked with { Asked = change(asked.Asked), Items = NoneIsThere }))
                .ThenRefused(Code);
        }
    }

    [Fact]
    public void What_stood_there_before_stays_though_Wikidata_has_lost_it()
    {
        var renamed = SessionAnew with { Details = SessionAnew.Details with { Title = "Autumn editathon" } };
        Spec.Given<Session, SessionEvent>(Scheduled, SessionAnew)
            .When(s => DescribeSession.Decide(s, Describe(renamed.Details, Coordinator) with { Items = NoneIsThere }))
            .Then(renamed);
        Spec.Given<Session, SessionEvent>(Scheduled, SessionAnew)
            .When(s =>
                DescribeSession.Decide(s, Describe(SessionAnew.Details, Coordinator) with { Items = NoneIsThere })
            )
            .ThenNothing();
    }

    [Fact]
    public async Task What_Wikidata_says_is_kept_so_that_the_next_page_has_the_label()
    {
        await using var host = await ItemHost.Start(postgres, r => ItemAnswers.To(r));

        var said = await host.Items.Check(["Q42", "Q404", "Q8", null, "Q42"], Stop);

        Assert.Equal(["Q404"], said.Missing);
        Assert.Equal(["Q42", "Q8"], (await Known(host, "Q42", "Q8", "Q5")).Order(StringComparer.Ordinal));
        Assert.Equal(["Q42", "Q404", "Q8"], host.Asked);
    }

    [Fact]
    public async Task What_is_there_is_asked_for_once_and_what_was_not_there_each_time()
    {
        var created = false;
        await using var host = await ItemHost.Start(
            postgres,
            r =>
                created
                    ? ItemAnswers.Entities([
                        ("Q404", ItemAnswers.Adams.Replace("Q42", "Q404", StringComparison.Ordinal)),
                    ])
                    : ItemAnswers.To(r)
        );
        Assert.Equal(["Q404"], (await host.Items.Check(["Q42", "Q404"], Stop)).Missing);
        host.Clock.Pass(TimeSpan.FromMinutes(1));
        created = true;

        Assert.Empty((await host.Items.Check(["Q42", "Q404"], Stop)).Missing);
        Assert.Equal(["Q42", "Q404", "Q404"], host.Asked);
    }

    [Theory]
    [InlineData("", 503)]
    [InlineData("<html>", 200)]
    [InlineData("""{"errors":[{"code":"badvalue","text":"Unrecognized value for parameter \"action\"."}]}""", 200)]
    public async Task A_failing_Wikidata_keeps_nobody_from_planning(string body, int status)
    {
        await using var host = await ItemHost.Start(postgres, _ => new WikiAnswer(body, status));

        Assert.Same(NamedItems.Accepted, await host.Items.Check(["Q42"], Stop));
    }

    [Fact]
    public async Task A_silent_Wikidata_is_waited_for_five_seconds_and_asked_again_in_the_background()
    {
        var held = new TaskCompletionSource();
        await using var host = await ItemHost.Start(
            postgres,
            r => new WikiAnswer(ItemAnswers.To(r)) { Held = held.Task }
        );
        var saving = host.Items.Check(["Q42"], Stop);
        await host.Wikidata.NextArrival();
        Assert.Equal(WikidataItems.Patience, await host.Clock.NextPause());
        Assert.False(saving.IsCompleted);

        host.Clock.Pass(WikidataItems.Patience);

        Assert.Same(NamedItems.Accepted, await saving);
        var dealtWith = host.Get<ItemQueue>().NextDealtWith;
        held.SetResult();
        await dealtWith;
        Assert.Equal(["Q42"], await Known(host, "Q42"));
    }

    [Fact]
    public async Task Whoever_gives_up_saving_is_no_failing_Wikidata()
    {
        var held = new TaskCompletionSource();
        await using var host = await ItemHost.Start(
            postgres,
            r => new WikiAnswer(ItemAnswers.To(r)) { Held = held.Task }
        );
        using var gone = new CancellationTokenSource();
        var saving = host.Items.Check(["Q42"], gone.Token);
        await host.Wikidata.NextArrival();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saving);
        held.SetResult();
    }

    private static async Task<IEnumerable<string>> Known(ItemHost host, params string[] ids) =>
        (await host.Get<ItemTable>().Of(ids, Stop)).Keys;
}
