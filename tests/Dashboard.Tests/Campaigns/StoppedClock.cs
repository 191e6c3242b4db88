using System.Collections.Immutable;
using System.Threading.Channels;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>A clock that stands still until a test moves it: then, and only then, timers are due.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private readonly Channel<TimeSpan> pauses = Channel.CreateUnbounded<TimeSpan>();
    private ImmutableList<Timer> timers = [];

    internal DateTimeOffset Now { get; private set; } = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Waits until somebody begins a pause, and tells how long it is.</summary>
    internal ValueTask<TimeSpan> NextPause() => pauses.Reader.ReadAsync();

    /// <summary>So much time passes.</summary>
    internal void Pass(TimeSpan time) => PassTo(Now + time);

    /// <summary>It becomes this instant.</summary>
    internal void PassTo(DateTimeOffset instant)
    {
        Now = instant;
        foreach (var timer in timers.Where(t => t.Due <= Now))
        {
            ImmutableInterlocked.Update(ref timers, all => all.Remove(timer));
            timer.Ring();
        }
    }

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(StoppedClock clock, TimerCallback callback, object? state) : ITimer
    {
        internal DateTimeOffset Due { get; private set; }

        internal void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ImmutableInterlocked.Update(ref clock.timers, all => all.Remove(this));
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Due = clock.Now + dueTime;
                ImmutableInterlocked.Update(ref clock.timers, all => all.Add(this));
                clock.pauses.Writer.TryWrite(dueTime);
            }

            return true;
        }

        public void Dispose() => ImmutableInterlocked.Update(ref clock.timers, all => all.Remove(this));

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
