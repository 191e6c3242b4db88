using CampaignDashboard.Campaigns;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>The queue of items without labels, and the worker that asks Wikidata for them.</summary>
public sealed class Labels_are_fetched_in_the_background(PostgresCluster postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_named_before_there_was_a_worker_is_asked_for_at_the_start()
    {
        await using var host = await ItemHost.Start(
            postgres,
            r => ItemAnswers.To(r),
            before: async h =>
            {
                await h.Happened(Planned.TheOrganiser.Value, "organiser", Planned.OrganiserAnew);
                await h.Happened(Planned.TheCampaign.Value, "campaign", Planned.CampaignAnew);
                await h.Happened(Planned.TheProgram.Value, "program", Planned.ProgramAnew);
                await h.Name("Q42", "Q7");
                await h.Items.Fetch(["Q7"], Stop);
            }
        );

        // All of it is one request, since it was in the queue before the worker looked.
        await host.Wikidata.NextArrival();
        var request = await host.Wikidata.NextArrival();

        Assert.Equal(["Q190804", "Q22671", "Q42", "Q641676"], request.Names("ids").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fifty_are_asked_for_at_a_time()
    {
        await using var host = await ItemHost.Start(postgres, r => ItemAnswers.To(r));
        var ids = ItemHost.Numbered(1_000, 101);

        await DealtWith(host, ids);

        Assert.Equal(101, (await host.Get<ItemTable>().Of(ids, Stop)).Count);
        Assert.Equal(ids, host.Asked.Order(StringComparer.Ordinal));
        Assert.All(host.Wikidata.Requests, r => Assert.InRange(r.Names("ids").Length, 1, 50));
    }

    [Fact]
    public async Task After_a_failure_it_rests_longer_each_time_and_the_next_who_asks_gets_the_label()
    {
        var isDown = true;
        await using var host = await ItemHost.Start(
            postgres,
            r => isDown ? new WikiAnswer("", 503) : ItemAnswers.To(r)
        );
        foreach (var seconds in (int[])[1, 2])
        {
            await DealtWith(host, "Q42");
            var rest = await host.Clock.NextPause();
            Assert.Equal(TimeSpan.FromSeconds(seconds), rest);
            host.Clock.Pass(rest);
        }

        await DealtWith(host, "Q42");
        var longer = await host.Clock.NextPause();
        Assert.Equal(TimeSpan.FromSeconds(4), longer);
        isDown = false;
        var dealtWith = host.Get<ItemQueue>().NextDealtWith;
        host.Get<ItemQueue>().Ask(["Q7"]);
        host.Clock.Pass(longer - TimeSpan.FromMilliseconds(1));
        Assert.False(dealtWith.IsCompleted);
        host.Clock.Pass(TimeSpan.FromMilliseconds(1));
        await dealtWith;

        Assert.Equal(["Q7"], (await host.Get<ItemTable>().Of(["Q7", "Q42"], Stop)).Keys);
        await DealtWith(host, "Q42");
        Assert.Equal("Douglas Adams", (await Known(host, "Q42")).Labels["en"].Text);
    }

    [Fact]
    public async Task An_id_that_no_item_can_have_keeps_no_other_from_its_label()
    {
        const string Bad = "Q99999999999999";
        await using var host = await ItemHost.Start(postgres, r => ItemAnswers.To(r));

        await DealtWith(host, "Q42", Bad, "Q7");

        Assert.True((await Known(host, Bad)).IsMissing);
        Assert.Equal("Naturalis", (await Known(host, "Q7")).Labels["en"].Text);
        Assert.Equal("Douglas Adams", (await Known(host, "Q42")).Labels["en"].Text);
    }

    [Fact]
    public async Task Two_nodes_that_ask_the_same_keep_the_later_answer()
    {
        await using var host = await ItemHost.Start(postgres, r => ItemAnswers.To(r));
        var table = host.Get<ItemTable>();
        var later = host.Clock.Now.AddMinutes(1);

        await Task.WhenAll(
            table.Save([Labelled("Q1", "one"), Labelled("Q2", "two")], later, Stop),
            table.Save([Labelled("Q2", "zwei"), Labelled("Q1", "eins")], host.Clock.Now, Stop)
        );

        Assert.Equal("one", (await Known(host, "Q1")).Labels["en"].Text);
        Assert.Equal("two", (await Known(host, "Q2")).Labels["en"].Text);
    }

    [Fact]
    public async Task A_queue_takes_each_item_once_until_it_is_dealt_with()
    {
        var queue = new ItemQueue();
        queue.Ask(["Q1", "Q2", "Q1"]);
        Assert.Equal(["Q1", "Q2"], await queue.Take(Stop));
        queue.Ask(["Q1", "Q3"]);
        Assert.Equal(["Q3"], await queue.Take(Stop));

        queue.DealtWith(["Q1"]);
        queue.Ask(["Q1", "Q2"]);

        Assert.Equal(["Q1"], await queue.Take(Stop));
    }

    [Fact]
    public async Task What_finds_no_place_in_the_queue_can_be_asked_for_again()
    {
        var queue = new ItemQueue();
        queue.Ask(ItemHost.Numbered(1, ItemQueue.Places + 1));
        for (var left = ItemQueue.Places; left > 0; left -= ItemQueue.AtATime)
        {
            queue.DealtWith(await queue.Take(Stop));
        }

        queue.Ask([$"Q{ItemQueue.Places + 1}"]);

        Assert.Equal([$"Q{ItemQueue.Places + 1}"], await queue.Take(Stop));
    }

    private static async Task<KnownItem> Known(ItemHost host, string id) =>
        (await host.Get<ItemTable>().Of([id], Stop))[id];

    /// <summary>Asks for labels, and waits until the worker had all of them in hand.</summary>
    private static async Task DealtWith(ItemHost host, params string[] ids)
    {
        var queue = host.Get<ItemQueue>();
        var next = queue.NextDealtWith;
        queue.Ask(ids);
        while (true)
        {
            await next;
            next = queue.NextDealtWith;
            if (!queue.Waits(ids))
            {
                return;
            }
        }
    }

    private static WikiItem Labelled(string id, string label) =>
        new(
            id,
            IsMissing: false,
            Target: null,
            new Dictionary<string, ItemLabel>(StringComparer.Ordinal) { ["en"] = new(label, "en") }
        );
}
